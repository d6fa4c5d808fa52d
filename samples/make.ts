// Writes the sample trail as CloudTrail delivers one: gzipped files by Region and day. Run it after changing the story.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type SampleRecord, shop } from './records.ts';
import { story } from './story.ts';

/** Path → the records of one delivered file. CloudTrail delivers now and then a record twice, and so does this. */
export const sampleFiles = (): ReadonlyMap<string, readonly SampleRecord[]> => {
  const files = new Map<string, SampleRecord[]>();
  for (const record of story()) {
    const { awsRegion, eventTime } = record;
    const day = eventTime.slice(0, 10);
    const hour = eventTime.slice(11, 13);
    const name = `${shop}_CloudTrail_${awsRegion}_${day.replaceAll('-', '')}T${hour}55Z_Qm7yVb${hour}tR4nLx0a.json.gz`;
    const path = join('AWSLogs', shop, 'CloudTrail', awsRegion, ...day.split('-'), name);
    files.set(path, [...(files.get(path) ?? []), record]);
  }
  return new Map([...files].map(([path, records]) => [path, [...records, ...records.slice(0, 1)]]));
};

if (import.meta.main) {
  const folder = join(import.meta.dirname, 'trail');
  rmSync(folder, { recursive: true, force: true });
  for (const [path, Records] of sampleFiles()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), gzipSync(JSON.stringify({ Records })));
  }
}
