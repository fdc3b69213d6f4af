/** What one part of the house is, and which other parts it may import. `at` is a folder from the package root. */
export interface Wall {
  readonly at: string;
  readonly mayImport: readonly string[];
  /** Whether it may import isolates (npm isolated-vm). */
  readonly isolates?: true;
  /** It imports no package, no Node module and nothing from another folder. */
  readonly alone?: true;
}

/** The parts that a wall can be built against: name to a pattern of import specifiers. */
export const parts: Readonly<Record<string, string>> = {
  contract: '**/contract/**',
  protocol: '**/protocol/**',
  cell: '**/cell/**',
  enclosure: '**/enclosure/**',
  harness: '**/harness/**',
  faults: '**/faults/**',
  sdk: '**/sdk/**',
  guest: '**/guest/**',
  reference: '**/reference/**',
  fuzz: '**/fuzz/**',
  proof: '**/proof/**',
  report: '**/report/**',
  cli: '**/cli/**',
  suites: '**/suites/**',
  adapters: '**/adapters/**',
  fixtures: '**/fixtures/**',
};

/** Imports point one way. A later wall replaces an earlier one for the files of its folder. Nothing but the CLI itself may import the CLI. */
export const walls: readonly Wall[] = [
  { at: 'src/contract', mayImport: [], alone: true },
  { at: 'src/protocol', mayImport: ['protocol', 'contract'] },
  { at: 'src/faults', mayImport: ['faults', 'contract'] },
  { at: 'src/enclosure', mayImport: ['enclosure', 'contract'] },
  { at: 'src/cell', mayImport: ['cell', 'contract', 'protocol', 'faults', 'enclosure'] },
  { at: 'src/harness', mayImport: ['harness', 'contract', 'protocol', 'faults', 'enclosure'] },
  { at: 'src/guest', mayImport: ['guest', 'contract'] },
  { at: 'src/sdk', mayImport: ['sdk', 'guest', 'contract'] },
  { at: 'src/sdk/scope', mayImport: [], alone: true },
  { at: 'src/reference', mayImport: ['reference', 'sdk', 'guest', 'contract'], isolates: true },
  { at: 'src/fuzz', mayImport: ['fuzz', 'contract', 'harness'] },
  { at: 'src/proof', mayImport: ['proof', 'contract', 'harness', 'faults'] },
  { at: 'src/report', mayImport: ['report', 'contract'] },
  { at: 'suites', mayImport: ['suites', 'contract', 'fixtures'] },
  { at: 'suites/fuzz', mayImport: ['suites', 'contract', 'fixtures', 'fuzz'] },
  { at: 'adapters', mayImport: ['adapters', 'contract', 'sdk', 'guest'], isolates: true },
  { at: 'adapters/reference', mayImport: ['adapters', 'contract', 'sdk', 'guest', 'reference'], isolates: true },
  { at: 'fixtures/services', mayImport: ['fixtures', 'contract'] },
];

/** Names of the parts that a wall keeps out. */
export const forbiddenParts = (wall: Wall): string[] => Object.keys(parts).filter((part) => !wall.mayImport.includes(part));
