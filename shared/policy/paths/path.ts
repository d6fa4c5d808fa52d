/** What a step acts on: something that exists already, something the holder makes itself, or nothing in particular. */
export type Target = 'existing' | 'new';

export interface Step {
  readonly action: string;
  readonly target: Target;
  /** Steps with one label act on one and the same new resource. */
  readonly label?: string;
  /** For `iam:PassRole`: the service that the role is handed to. */
  readonly passedTo?: string;
  /** Reaching only oneself is enough: the step adds to the holder's own permissions. */
  readonly self?: boolean;
}

/** One way from some permissions to more of them. Ids are those of pathfinding.cloud where it lists the path. */
export interface EscalationPath {
  readonly id: string;
  readonly name: string;
  readonly steps: readonly Step[];
}

/**
 * `action` acts on something existing, `action+label` on something new, `action=` also on oneself,
 * `iam:PassRole>service` hands a role to that service.
 */
const step = (text: string): Step => {
  if (text.includes('>')) {
    const [action = '', service = ''] = text.split('>');
    return { action, target: 'existing', passedTo: `${service}.amazonaws.com` };
  }
  const plus = text.indexOf('+');
  if (plus > 0) return { action: text.slice(0, plus), target: 'new', label: text.slice(plus + 1) };
  return text.endsWith('=')
    ? { action: text.slice(0, -1), target: 'existing', self: true }
    : { action: text, target: 'existing' };
};

export const path = (id: string, name: string, steps: string): EscalationPath => ({
  id,
  name,
  steps: steps.split(' ').map(step),
});
