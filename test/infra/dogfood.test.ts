import { describe, expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import { rules } from '../../shared/rules/index.generated.ts';
import { scan } from '../../shared/template/scan.ts';
import { synthesized, synthesizedGlobal } from '../support/synth.ts';

const slack = { secret: 'trailwarden/slack', channel: 'C012' };

const templates = [
  ['home', synthesized({ emails: ['ops@example.com'], slack }).template],
  ['home-without-readers', synthesized().template],
  ['global', synthesizedGlobal('eu-west-1')],
] as const;

const settings = {
  account: '111122223333',
  region: 'eu-west-1',
  parameters: {},
  rules,
  context: emptyContext,
  now: '2026-03-01T00:00:00Z',
};

const findingsOf = (name: string, template: object): readonly string[] => {
  const target = { kind: 'template', file: `${name}.template.json`, text: JSON.stringify(template) } as const;
  const scanned = [...scan(target, { read: () => undefined }, settings)];
  expect(scanned.flatMap(({ problems }) => problems)).toEqual([]);
  return scanned
    .flatMap(({ findings }) => findings)
    .filter(({ finding }) => finding.status === 'active')
    .map(({ finding }) => `${finding.rule} ${finding.resource.name}: ${finding.message}`);
};

describe('Trailwarden itself', () => {
  it.each(templates)('raises no finding of its own rules: %s', (name, template) => {
    expect(findingsOf(name, template.toJSON())).toEqual([]);
  });

  it('would raise one if a function of it could be run by anybody', () => {
    const template = synthesized().template.toJSON() as { Resources: Record<string, unknown> };
    const [open] = Object.keys(synthesized().template.findResources('AWS::Lambda::Function'));
    const Properties = { FunctionName: { Ref: open }, Action: 'lambda:InvokeFunction', Principal: '*' };
    const Resources = { ...template.Resources, Open: { Type: 'AWS::Lambda::Permission', Properties } };
    expect(findingsOf('open', { ...template, Resources }).join()).toContain('lambda-permission-public');
  });
});
