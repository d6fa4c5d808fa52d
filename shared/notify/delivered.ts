import { TrailwardenError } from '../errors.ts';
import { isObject, type Json } from '../json.ts';

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new TrailwardenError('input-invalid', 'expected a message of the topic as JSON, got something else', {
      cause,
    });
  }
};

/**
 * The message of the topic in what a subscriber is handed: as it is (raw delivery), or in the envelope that SNS puts
 * around it.
 * @throws TrailwardenError `input-invalid`
 */
export const topicMessage = (body: string): Json => {
  const value = parsed(body);
  return isObject(value) && typeof value['Message'] === 'string' ? parsed(value['Message']) : value;
};
