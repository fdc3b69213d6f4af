import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { packageRoot } from '../package-root.ts';
import type { Proof } from '../proof/assess-proof.ts';
import { matrixDifference, matrixText, type KillMatrix } from '../proof/kill-matrix.ts';
import { otherKillsText, type OtherKills } from '../proof/other-kills.ts';
import { printable } from '../report/printable.ts';
import { paint } from './paint.ts';
import { writeFiles } from './write-files.ts';

const matrixPath = join(packageRoot, 'kill-matrix.json');
const othersPath = join(packageRoot, 'other-kills.json');

/** Reads `kill-matrix.json`; empty where there is none yet. */
export const readMatrix = (): KillMatrix => (existsSync(matrixPath) ? (JSON.parse(readFileSync(matrixPath, 'utf8')) as KillMatrix) : {});

/** Reads `other-kills.json`; empty where there is none yet. */
export const readOthers = (): OtherKills => (existsSync(othersPath) ? (JSON.parse(readFileSync(othersPath, 'utf8')) as OtherKills) : {});

/** Takes what a full proof has found besides what cases list for known from now on, and says so. */
export const writeOthers = (others: OtherKills, out: (text: string) => void): OtherKills => {
  const count = Object.values(others).reduce((sum, ids) => sum + ids.length, 0);
  writeFiles(dirname(othersPath), { [basename(othersPath)]: otherKillsText(others) });
  out(`${count} kills that no case lists are written to other-kills.json, check it in`);
  return others;
};

const mostLines = 20;

/** Says what changed against the checked-in matrix, which is written anew unless `check`; returns whether anything is red. */
export const compareMatrix = ({ matrix }: Pick<Proof, 'matrix'>, check: boolean, out: (text: string) => void): boolean => {
  const changes = matrixDifference(readMatrix(), matrix);
  if (!check) writeFiles(dirname(matrixPath), { [basename(matrixPath)]: matrixText(matrix) });
  if (changes.length === 0) return false;
  out(`${paint.bold(`${changes.length} kills differ from kill-matrix.json`)}${check ? '' : '; it is written anew, check it in'}`);
  for (const line of changes.slice(0, mostLines)) out(`  ${printable(line)}`);
  if (changes.length > mostLines) out(`  … and ${changes.length - mostLines} more`);
  return check;
};
