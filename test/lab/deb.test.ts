import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { debFingerprint, debKey } from '../../src/catalog/docker-keys.ts'
import {
  communityPackages,
  debKeyPath,
  debRepository,
  debRepositoryPath,
} from '../../src/catalog/docker-repository.ts'
import { runProcess } from '../support/cli.ts'
import { startDebian } from './support/debian.ts'
import type { Debian } from './support/debian.ts'

const folder = mkdtempSync(join(tmpdir(), 'k8s-doctor-deb-'))
const env = {
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  GNUPGHOME: `${folder}/keys`,
  LC_ALL: 'C',
}

const sh = async (line: string): Promise<string> => {
  const { code, stdout, stderr } = await runProcess(['/bin/sh', '-ec', line], { env, cwd: folder })
  if (code !== 0) throw new Error(`${line}: ${stdout}${stderr}`)
  return stdout
}

/** A repository like Docker's with three empty packages, signed by a key of this test's own. */
const build = `mkdir -m 700 keys
gpg --batch --quiet --passphrase '' --quick-generate-key 'lab <lab@example.invalid>' rsa2048 sign never
gpg --armor --export > own.asc
arch=$(dpkg --print-architecture)
lists=repository/dists/bookworm/stable/binary-$arch
mkdir -p $lists repository/pool
for name in ${communityPackages.join(' ')}; do
  mkdir -p $name/DEBIAN
  printf 'Package: %s\\nVersion: 28.5.2\\nArchitecture: all\\nMaintainer: lab <lab@example.invalid>\\nDescription: empty\\n' $name > $name/DEBIAN/control
  dpkg-deb -b $name repository/pool/$name.deb
  { cat $name/DEBIAN/control
    printf 'Filename: pool/%s.deb\\nSize: %s\\nSHA256: %s\\n\\n' $name $(stat -c %s repository/pool/$name.deb) $(sha256sum < repository/pool/$name.deb | cut -c1-64)
  } >> $lists/Packages
done
{ printf 'Suite: bookworm\\nCodename: bookworm\\nComponents: stable\\nArchitectures: %s all\\nSHA256:\\n' $arch
  printf ' %s %s stable/binary-%s/Packages\\n' $(sha256sum < $lists/Packages | cut -c1-64) $(stat -c %s $lists/Packages) $arch
} > repository/dists/bookworm/Release
gpg --batch --clearsign -o repository/dists/bookworm/InRelease repository/dists/bookworm/Release`

let debian: Debian
beforeAll(async () => {
  await sh(build)
  debian = await startDebian()
  cpSync(join(folder, 'repository'), join(debian.root, 'srv/repository'), { recursive: true })
}, 240_000)
afterAll(async () => {
  await debian.dispose()
  await runProcess(['gpgconf', '--kill', 'gpg-agent'], { env })
  rmSync(folder, { recursive: true, force: true })
})

/** What apt makes of our list, which is its only one: its words, and what is installed then. */
const installed = async (
  key: string,
): Promise<{ readonly said: string; readonly names: string }> => {
  writeFileSync(join(debian.root, debKeyPath), key)
  writeFileSync(
    join(debian.root, debRepositoryPath),
    debRepository('file:/srv/repository', 'bookworm'),
  )
  const names = communityPackages.join(' ')
  const only = `-o Dir::Etc::sourcelist=${debRepositoryPath} -o Dir::Etc::sourceparts=-`
  const said = await debian.sh(
    `{ apt-get update ${only}; apt-get install -y ${only} ${names}; } 2>&1 || true`,
  )
  const list = `dpkg-query -W -f '\${Package} \${db:Status-Abbrev}\\n' ${names} 2>/dev/null || true`
  return { said, names: await debian.sh(list) }
}

test('under Docker’s key the real apt takes nothing that Docker has not signed', async () => {
  writeFileSync(join(folder, 'docker.asc'), debKey)
  const told = await sh('gpg --show-keys --with-colons docker.asc')
  expect(told).toContain(`:${debFingerprint}:`)
  expect(told).toContain(':Docker Release (CE deb) <docker@docker.com>:')
  const { said, names } = await installed(debKey)
  expect(said).toContain('The following signatures couldn')
  expect(said).toContain('Unable to locate package docker-ce')
  expect(names).toBe('')
}, 120_000)

test('what the key has signed is installed', async () => {
  const { names } = await installed(await sh('cat own.asc'))
  expect(names).toBe(
    communityPackages
      .map((name) => `${name} ii \n`)
      .toSorted()
      .join(''),
  )
}, 120_000)
