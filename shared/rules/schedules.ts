import type { ResourceRef } from '../inventory/document.ts';
import { awsCommand } from './commands.ts';

/** A command about one schedule (`aws scheduler …`), in its group and Region. */
export const scheduleCommand = (command: string, { arn, name, region }: ResourceRef): string =>
  awsCommand(`scheduler ${command}`, { name, 'group-name': /:schedule\/([^/]+)\//.exec(arn)?.[1], region });
