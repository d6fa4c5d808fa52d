import type { StylesheetJsonBlock } from 'cytoscape';
import { sizes } from '../shared/map/layout.ts';
import type { Palette } from './palette.ts';

const font = 'system-ui, sans-serif';

/** Exposure is told by the line around a resource: its kind and width, not its colour alone. */
const exposureStyles = ({ exposures }: Palette): StylesheetJsonBlock[] => [
  {
    selector: '.exposure-internet',
    style: { 'border-color': exposures['internet'] ?? '', 'border-width': 4, 'border-style': 'solid' },
  },
  {
    selector: '.exposure-any-aws-account',
    style: { 'border-color': exposures['any-aws-account'] ?? '', 'border-width': 4, 'border-style': 'dashed' },
  },
  {
    selector: '.exposure-other-account',
    style: { 'border-color': exposures['other-account'] ?? '', 'border-width': 4, 'border-style': 'dotted' },
  },
  {
    selector: '.exposure-unknown',
    style: { 'border-color': exposures['unknown'] ?? '', 'border-width': 2, 'border-style': 'dotted' },
  },
];

const severityStyles = ({ severities, ground }: Palette): StylesheetJsonBlock[] =>
  Object.entries(severities).flatMap(([severity, colour]) => [
    { selector: `.badge.${severity}`, style: { 'background-color': colour, color: ground } },
    { selector: `.card.${severity}`, style: { 'border-color': colour, 'border-width': 3 } },
  ]);

const edgeStyles = (colours: Palette): StylesheetJsonBlock[] => [
  {
    selector: 'edge',
    style: {
      width: 1.5,
      'line-color': colours.line,
      'target-arrow-color': colours.line,
      'target-arrow-shape': 'triangle',
      'arrow-scale': 0.9,
      'curve-style': 'bezier',
      'source-endpoint': 'outside-to-node-or-label',
      'z-index': 2,
    },
  },
  {
    selector: 'edge.seen',
    style: { width: 3, 'line-color': colours.seen, 'target-arrow-color': colours.seen },
  },
  {
    selector: 'edge.observed',
    style: { width: 3, 'line-style': 'dashed', 'line-color': colours.odd, 'target-arrow-color': colours.odd },
  },
  { selector: 'edge.bundle', style: { width: 'data(weight)', 'line-opacity': 0.55 } },
  { selector: 'edge.hub', style: { 'line-opacity': 0.1, 'target-arrow-shape': 'none' } },
  {
    selector: 'edge.near',
    style: {
      label: 'data(label)',
      'font-family': font,
      'font-size': 10,
      color: colours.text,
      'text-background-color': colours.ground,
      'text-background-opacity': 0.9,
      'text-background-padding': '2px',
      'line-opacity': 1,
      'z-index': 20,
    },
  },
];

export const drawingStyle = (colours: Palette): StylesheetJsonBlock[] => [
  {
    selector: 'node, edge',
    style: { 'z-index-compare': 'manual' },
  },
  {
    selector: 'node',
    style: { 'font-family': font, color: colours.text, 'border-width': 1, 'border-color': colours.boxLine },
  },
  {
    selector: '.box',
    style: {
      shape: 'round-rectangle',
      width: 'data(width)',
      height: 'data(height)',
      'background-color': colours.box,
      label: 'data(label)',
      'font-size': 15,
      'font-weight': 600,
      'text-valign': 'top',
      'text-halign': 'center',
      'text-margin-y': 26,
      'z-index': 0,
    },
  },
  {
    selector: '.resource, .card',
    style: {
      shape: 'round-rectangle',
      width: sizes.node.width,
      height: sizes.node.height,
      label: 'data(label)',
      'font-size': 11,
      'line-height': 1.25,
      'text-wrap': 'wrap',
      'text-valign': 'center',
      'text-halign': 'center',
      'min-zoomed-font-size': 5,
      'z-index': 10,
    },
  },
  { selector: '.card', style: { ...sizes.card, 'background-color': colours.card, 'font-size': 18 } },
  ...Object.entries(colours.layers).map(([layer, colour]) => ({
    selector: `.${layer}`,
    style: { 'background-color': colour },
  })),
  { selector: '.referenced', style: { 'background-opacity': 0.35, 'border-style': 'dashed' as const } },
  { selector: '.function', style: { 'font-weight': 600 } },
  ...exposureStyles(colours),
  {
    selector: '.badge',
    style: {
      shape: 'round-rectangle',
      width: 22,
      height: 16,
      'border-width': 0,
      label: 'data(label)',
      'font-size': 10,
      'font-weight': 700,
      'text-valign': 'center',
      'text-halign': 'center',
      'min-zoomed-font-size': 5,
      'z-index': 40,
      events: 'no',
    },
  },
  {
    selector: '.badge.power',
    style: { width: 60, height: 14, 'background-color': colours.odd, color: colours.ground, 'font-size': 9 },
  },
  {
    selector: '.badge.open',
    style: { width: 52, height: 18, 'background-color': colours.exposures['internet'] ?? '', color: colours.ground },
  },
  ...severityStyles(colours),
  ...edgeStyles(colours),
  { selector: '.context', style: { opacity: 0.45 } },
  { selector: '.far', style: { opacity: 0.18 } },
  {
    selector: '.chosen',
    style: { 'overlay-color': colours.accent, 'overlay-opacity': 0.22, 'overlay-padding': 6, 'z-index': 30 },
  },
];
