import type { Command } from 'commander';

/** Notes the exit code a command ends with; the highest one noted wins. */
export type SetExitCode = (code: 0 | 1 | 2) => void;

/** What the module of a command exports: it adds its arguments, options and action to the prepared command. */
export interface CommandModule {
  define(command: Command, setExitCode: SetExitCode): void;
}

/** One entry a command; the module is loaded only when its command was named, so that each starts fast. */
export const commands: readonly { name: string; description: string; load: () => Promise<CommandModule> }[] = [
  {
    name: 'start',
    description: 'the whole stack on this machine, fed with a trail',
    load: () => import('./commands/start.ts'),
  },
  {
    name: 'rules',
    description: 'every rule: id, severity, what it looks at',
    load: () => import('./commands/rules.ts'),
  },
  {
    name: 'explain',
    description: 'one rule: why it matters, what to do, what it needs',
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'replay',
    description: 'judge CloudTrail history, without AWS',
    load: () => import('./commands/replay.ts'),
  },
  {
    name: 'findings',
    description: 'findings of an inventory: list, show, suppress, resolve',
    load: () => import('./commands/findings.ts'),
  },
  {
    name: 'inventory',
    description: 'what an inventory knows: functions, roles, triggers, exposures, changes, …',
    load: () => import('./commands/inventory.ts'),
  },
  {
    name: 'scan',
    description: 'judge CloudFormation and SAM templates before they are deployed',
    load: () => import('./commands/scan.ts'),
  },
  {
    name: 'policy',
    description: 'what a policy document allows, and to whom',
    load: () => import('./commands/policy.ts'),
  },
  {
    name: 'map',
    description: 'how information flows: sources, triggers, functions, roles, data',
    load: () => import('./commands/map.ts'),
  },
  {
    name: 'serve',
    description: 'the map, findings and timeline as a local web page',
    load: () => import('./commands/serve.ts'),
  },
  {
    name: 'doctor',
    description: 'whether an account delivers what Trailwarden needs, and what to do where it does not',
    load: () => import('./commands/doctor.ts'),
  },
];
