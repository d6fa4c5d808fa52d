/** Colours of the drawing; the style sheet has the same for the page around it. */
export interface Palette {
  readonly ground: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly box: string;
  readonly boxLine: string;
  readonly card: string;
  readonly accent: string;
  readonly seen: string;
  readonly odd: string;
  readonly layers: Readonly<Record<string, string>>;
  readonly severities: Readonly<Record<string, string>>;
  readonly exposures: Readonly<Record<string, string>>;
}

const light: Palette = {
  ground: '#f6f7f9',
  text: '#1b1f27',
  quiet: '#5a6372',
  line: '#9aa3b2',
  box: '#ffffff',
  boxLine: '#d5dae2',
  card: '#ffffff',
  accent: '#1f5fd0',
  seen: '#0b7a53',
  odd: '#b3470b',
  layers: { source: '#dff1f0', trigger: '#ece4fa', function: '#dde9fd', role: '#fbeccd', data: '#e2f2dd' },
  severities: { critical: '#8e1230', high: '#c62828', medium: '#b25b00', low: '#55606f', informational: '#55606f' },
  exposures: { internet: '#c62828', 'any-aws-account': '#b25b00', 'other-account': '#8a6d00', unknown: '#5a6372' },
};

const dark: Palette = {
  ground: '#12151b',
  text: '#e8ebf1',
  quiet: '#a3adbd',
  line: '#5d6878',
  box: '#191e26',
  boxLine: '#303845',
  card: '#1d232d',
  accent: '#7fb0ff',
  seen: '#46c493',
  odd: '#ff9d5c',
  layers: { source: '#173836', trigger: '#31264a', function: '#1c3358', role: '#443512', data: '#203a1c' },
  severities: { critical: '#ff6f91', high: '#ff7b72', medium: '#f0a33c', low: '#a3adbd', informational: '#a3adbd' },
  exposures: { internet: '#ff7b72', 'any-aws-account': '#f0a33c', 'other-account': '#d9c04a', unknown: '#a3adbd' },
};

const darkness = matchMedia('(prefers-color-scheme: dark)');

export const palette = (): Palette => (darkness.matches ? dark : light);

export const onPaletteChange = (listener: () => void): void => darkness.addEventListener('change', listener);
