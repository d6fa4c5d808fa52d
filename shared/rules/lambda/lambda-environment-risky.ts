import { defineRule } from '../../engine/rule.ts';
import type { Severity } from '../../engine/severity.ts';
import { accountOf } from '../accounts.ts';
import { layerPublisher } from '../layer-publishers.ts';

interface Kind {
  readonly names: RegExp;
  readonly does: string;
  readonly severity: Severity;
}

/** The first that matches counts. Names that ordinary functions also use weigh little by themselves. */
const kinds: readonly Kind[] = [
  { names: /^LD_(?:PRELOAD|AUDIT)$/, does: 'loads a library into every process', severity: 'high' },
  {
    names: /^(?:BASH_ENV|DOTNET_STARTUP_HOOKS|PERL5OPT)$/,
    does: 'runs other code before the handler',
    severity: 'high',
  },
  { names: /^\w+_LAMBDA_RUNTIME_API$/, does: 'puts something between Lambda and the handler', severity: 'high' },
  {
    names: /^AWS_ENDPOINT_URL(?:_\w+)?$/,
    does: 'sends calls of AWS, with their signatures, elsewhere',
    severity: 'high',
  },
  { names: /^AWS_LAMBDA_EXEC_WRAPPER$/, does: 'starts the runtime through another program', severity: 'medium' },
  { names: /^(?:https?|all)_proxy$/i, does: 'sends requests through a proxy', severity: 'low' },
  {
    names: /^(?:NODE_OPTIONS|_?JAVA_(?:TOOL_)?OPTIONS|PYTHONPATH|PYTHONSTARTUP|RUBYOPT|RUBYLIB|PERL5LIB)$/,
    does: 'changes what the runtime loads',
    severity: 'low',
  },
];

export default defineRule({
  id: 'lambda-environment-risky',
  title: 'An environment variable changes what a function runs or where it calls',
  severity: 'medium',
  detections: ['CFG-02'],
  attack: ['T1574.006'],
  rationale:
    'Some variables are read by the loader, the runtime or the SDK before the handler is: they can put foreign code into ' +
    'the function or send its calls to somebody else, while the code and its hash stay the same.',
  remediation: 'Remove the variable, or suppress the finding with the reason why the function needs it.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html'],
  subject: 'function',
  needs: ['environment'],
  uses: ['layers'],

  *evaluate({ environment, layers }) {
    // Vendors' layers are started by a wrapper; one of them explains it.
    const vendor = layers?.some((layer) => layerPublisher(accountOf(layer) ?? '') !== undefined) === true;
    for (const name of environment.names) {
      const kind = kinds.find(({ names }) => names.test(name));
      if (kind === undefined) continue;
      const explained = name === 'AWS_LAMBDA_EXEC_WRAPPER' && vendor;
      yield {
        key: name,
        message: `${name} is set, which ${kind.does}${explained ? '; a layer of a known vendor may need it' : ''}`,
        evidence: { name },
        severity: explained ? 'low' : kind.severity,
      };
    }
  },
});
