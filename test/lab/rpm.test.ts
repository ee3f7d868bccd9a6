import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  communityPackages,
  rpmKeyPath,
  rpmRepository,
  rpmRepositoryPath,
} from '../../src/catalog/docker-repository.ts'
import { rpmFingerprint, rpmKey } from '../../src/catalog/docker-keys.ts'
import { parseReport, runProcess } from '../support/cli.ts'
import type { Ended } from '../support/cli.ts'
import { startDebian } from './support/debian.ts'

const folder = mkdtempSync(join(tmpdir(), 'k8s-doctor-rpm-'))
const at = (...names: readonly string[]): string => join(folder, ...names)
const env = { PATH: process.env['PATH'] ?? '', HOME: folder, GNUPGHOME: at('keys'), LC_ALL: 'C' }

const sh = async (line: string): Promise<string> => {
  const { code, stdout, stderr } = await runProcess(['/bin/sh', '-ec', line], { env })
  if (code !== 0) throw new Error(`${line}: ${stdout}${stderr}`)
  return stdout
}

/** A repository like Docker's with three empty packages, signed by a key of this test's own. */
const server = createServer((request, response) => {
  const file = at('repository', new URL(request.url ?? '', 'http://localhost').pathname)
  if (!existsSync(file)) response.writeHead(404).end()
  else response.end(readFileSync(file))
})

beforeAll(async () => {
  await sh(`mkdir -m 700 ${at('keys')} ${at('specs')} ${at('repository')}
    cd ${folder}
    gpg --batch --quiet --passphrase '' --quick-generate-key 'lab <lab@example.invalid>' rsa2048 sign never
    gpg --armor --export > own.asc
    for name in ${communityPackages.join(' ')}; do
      printf 'Name: %s\\nVersion: 28.5.2\\nRelease: 1\\nSummary: empty\\nLicense: none\\nBuildArch: noarch\\n%%description\\nempty\\n%%files\\n' $name > specs/$name.spec
      rpmbuild -bb --quiet --define '_topdir ${at('build')}' --define '_rpmdir ${at('repository')}' specs/$name.spec
    done
    rpmsign --define '_gpg_name lab' --define "__gpg $(command -v gpg)" --addsign repository/noarch/*.rpm
    createrepo_c -q repository`)
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
}, 120_000)
afterAll(async () => {
  server.close()
  await runProcess(['gpgconf', '--kill', 'gpg-agent'], { env })
  rmSync(folder, { recursive: true, force: true })
})

/** What dnf makes of our repository file, into a root of its own: its last words, and what is installed then. */
const installed = async (key: string): Promise<{ readonly run: Ended; readonly names: string }> => {
  rmSync(at('system'), { recursive: true, force: true })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  await sh(`mkdir -p ${at('system')} ${at('repositories')}`)
  // Nothing listens on the discard port: the first address does not answer.
  const sources = ['http://127.0.0.1:9/centos', `http://127.0.0.1:${port}`]
  writeFileSync(at('repositories', 'docker.repo'), rpmRepository('centos', sources, key))
  const settings = { reposdir: at('repositories'), cachedir: at('cache'), logdir: folder }
  const run = await runProcess(
    [
      'dnf',
      'install',
      '-y',
      `--installroot=${at('system')}`,
      '--releasever=9',
      ...Object.entries(settings).map(([name, value]) => `--setopt=${name}=${value}`),
      ...communityPackages,
    ],
    { env },
  )
  return { run, names: await sh(`rpm --root ${at('system')} -qa --qf '%{NAME}\\n' | sort`) }
}

test('the real dnf takes the next address where one does not answer, and what the key has signed', async () => {
  const { run, names } = await installed(at('own.asc'))
  expect({ code: run.code, names }).toEqual({
    code: 0,
    names: ['containerd.io', 'docker-ce', 'docker-ce-cli', 'gpg-pubkey', ''].join('\n'),
  })
}, 120_000)

test('under Docker’s key it takes nothing that Docker has not signed', async () => {
  writeFileSync(at('docker.asc'), rpmKey)
  const told = await sh(`gpg --show-keys --with-colons ${at('docker.asc')}`)
  expect(told).toContain(`:${rpmFingerprint}:`)
  expect(told).toContain(':Docker Release (CE rpm) <docker@docker.com>:')
  const { run, names } = await installed(at('docker.asc'))
  expect(`${run.stdout}${run.stderr}`).toContain('Error: GPG check FAILED')
  expect({ failed: run.code !== 0, names }).toEqual({ failed: true, names: 'gpg-pubkey\n' })
}, 120_000)

test('where no address answers nothing stays behind, and the run says why', async () => {
  const debian = await startDebian()
  try {
    await debian.sh(`rm -f /usr/bin/apt-get
      printf 'NAME="Rocky Linux"\\nID=rocky\\nVERSION_ID=9.6\\nPRETTY_NAME="Rocky Linux 9.6"\\n' > /etc/os-release
      mkdir -p /etc/dnf/vars; echo 9 > /etc/dnf/vars/releasever
      printf '127.0.0.1 download.docker.com mirrors.aliyun.com mirrors.tuna.tsinghua.edu.cn\\n' >> /etc/hosts`)
    const { code, stdout } = await debian.doctor(['--only', 'docker', '--fix', '--yes', '--json'])
    const report = parseReport(stdout)
    expect(code).toBe(4)
    expect(report.rounds?.[0]?.steps.map(({ kind, state }) => [kind, state])).toEqual([
      ['write-file', 'taken-back'],
      ['write-file', 'taken-back'],
      ['packages', 'failed'],
    ])
    const [, , step] = report.rounds?.[0]?.steps ?? []
    expect(step?.trouble?.detail).toMatch(
      /Failed to download metadata for repo 'k8s-doctor-docker'/,
    )
    for (const path of [rpmKeyPath, rpmRepositoryPath])
      expect(existsSync(join(debian.root, path))).toBe(false)
  } finally {
    await debian.dispose()
  }
}, 240_000)
