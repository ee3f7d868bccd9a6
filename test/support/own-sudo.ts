import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { isRoot, somebody } from './somebody.ts'

/** A sudo without rules, for a caller who has no rights. */
const source = `
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv) {
  int at = 1;
  FILE *log = fopen("LOG", "a");
  for (int i = 1; log && i < argc; i++) fprintf(log, "%s ", argv[i]);
  if (log) { fprintf(log, "\\n"); fclose(log); }
  if (access("REFUSE", F_OK) == 0) { fprintf(stderr, "sudo: a password is required\\n"); return 1; }
  while (at < argc && argv[at][0] == '-') { if (!strcmp(argv[at++], "--")) break; }
  if (setgid(0) || setuid(0)) return 99;
  execvp(argv[at], argv + at);
  return 127;
}
`

const succeeds = (file: string, ...args: readonly string[]): boolean =>
  spawnSync(file, args, { stdio: 'ignore' }).status === 0

export const canCompile = isRoot && succeeds('gcc', '--version') && existsSync('/usr/bin/setpriv')

/** A place in which `somebody` has a home and may become root; `roots` is a folder of root's. */
export interface OwnSudo extends Disposable {
  readonly under: (...names: readonly string[]) => string
  /** With the sudo first. */
  readonly path: string
}

/** What sudo was told lies in `log`; a file `refuse` has it ask for a password. */
export const ownSudo = (): OwnSudo => {
  // A file system without set-id bits would not do.
  const folder = mkdtempSync('/var/tmp/own-sudo-')
  const under = (...names: readonly string[]): string => join(folder, ...names)
  chmodSync(folder, 0o755)
  for (const name of ['bin', 'roots', 'home']) mkdirSync(under(name))
  writeFileSync(
    under('sudo.c'),
    source.replace('LOG', under('log')).replace('REFUSE', under('refuse')),
  )
  execFileSync('gcc', ['-o', under('bin', 'sudo'), under('sudo.c')])
  chmodSync(under('bin', 'sudo'), 0o4755)
  writeFileSync(under('log'), '')
  chmodSync(under('log'), 0o666)
  chownSync(under('home'), somebody.uid, somebody.gid)
  return {
    under,
    path: `${under('bin')}:/usr/bin:/bin`,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
