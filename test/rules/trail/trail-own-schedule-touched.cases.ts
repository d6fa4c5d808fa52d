import { ownCases } from '../../support/own-cases.ts';

const call = (name: string, request: object) => ({ source: 'scheduler', name, request: request as never });

export default ownCases(
  'arn:*:scheduler:*:*:schedule/default/Trailwarden-*',
  call('UpdateSchedule', { name: 'Trailwarden-Sweep', scheduleExpression: 'rate(1 day)', state: 'DISABLED' }),
  call('DeleteSchedule', { name: 'Trailwarden-Sweep' }),
);
