import { human } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const tried = (source: string, name: string, errorCode: string) => ({
  source,
  name,
  identity: human,
  request: { name: 'main' },
  errorCode,
});

export default defineCases({
  fail: [
    {
      name: 'leaving the organization, which is not allowed',
      trail: [tried('organizations', 'LeaveOrganization', 'AccessDenied')],
      severity: 'medium',
      says: 'organizations:LeaveOrganization (AccessDenied)',
    },
    {
      name: 'stopping a trail that is not there',
      trail: [tried('cloudtrail', 'StopLogging', 'TrailNotFoundException')],
      severity: 'low',
    },
  ],
  pass: [
    {
      name: 'a detector switched off, which is a finding of its own',
      trail: [{ source: 'guardduty', name: 'DeleteDetector', identity: human, request: { detectorId: 'd' } }],
    },
    {
      name: 'reading a trail that is not there',
      trail: [tried('cloudtrail', 'GetTrailStatus', 'TrailNotFoundException')],
    },
  ],
});
