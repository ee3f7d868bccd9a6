import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { arch } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bin, parseReport, runProcess, writeFiles } from '../support/cli.ts'
import { courseWorld } from '../support/course-world.ts'
import { isRoot } from '../support/somebody.ts'

const cpu = arch() === 'arm64' ? 'arm64' : 'amd64'
const gcc = '/usr/bin/gcc'
const mayPlace = process.platform === 'linux' && isRoot && existsSync(gcc)

/** A program for this machine that is minikube's stand-in. */
const compiled = (folder: string, script: string): Buffer => {
  const source = join(folder, 'minikube.c')
  writeFileSync(
    source,
    `#include <unistd.h>
int main(int argc, char **argv) { argv[0] = "${script}"; return execv("${script}", argv); }
`,
  )
  execFileSync(gcc, ['-o', join(folder, 'minikube.elf'), source])
  return readFileSync(join(folder, 'minikube.elf'))
}

/** A mirror that has one file, for a network of its own; it says so in a file when it listens. */
const mirror = `import { createReadStream, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
const [file, address, ready] = process.argv.slice(2)
createServer(({ url }, response) => {
  if (url === address) createReadStream(file).pipe(response)
  else response.writeHead(404).end()
}).listen(8080, '127.0.0.1', () => writeFileSync(ready, ''))
`

/** Mounts and a network of its own: what is placed into /usr/local/bin is in no other process's sight, and the mirror is all there is. */
const apart = `/bin/mount -t tmpfs none /usr/local/bin && ip link set lo up || exit 99
"$NODE" "$FOLDER/mirror.mjs" "$FOLDER/minikube.elf" "$ADDRESS" "$FOLDER/ready" &
trap 'kill $!' EXIT
until [ -e "$FOLDER/ready" ]; do /bin/sleep 0.05; done
PATH=$DOCTOR_PATH "$@"`

test.runIf(mayPlace)(
  'one command: minikube is installed where PATH does not lead, the cluster starts, the first lesson works',
  { timeout: 120_000 },
  async () => {
    const world = courseWorld()
    const elf = compiled(world.folder, join(world.folder, 'stand-in'))
    const standIn = readFileSync(world.path, 'utf8')
    writeFileSync(join(world.folder, 'stand-in'), standIn, { mode: 0o755 })
    rmSync(world.path)
    const sha256 = createHash('sha256').update(elf).digest('hex')
    writeFiles(world.folder, {
      'course.yaml': `
id: from-nothing
title: a course from nothing
minikube: v1.25.9
kubernetes: v1.23.3
digests:
  minikube:
    linux-${cpu}: ${sha256}
lessons:
  images: ['nginx:alpine']
`,
    })
    writeFiles(world.folder, {
      'minikube/script.json': JSON.stringify({ version: 'v1.25.9' }),
      'mirror.mjs': mirror,
    })
    const { code, stdout } = await runProcess(
      [
        '/usr/bin/unshare',
        '-mn',
        '/bin/sh',
        '-c',
        apart,
        'sh',
        process.execPath,
        bin,
        '--fix',
        '--yes',
        '--json',
        '--profile',
        join(world.folder, 'course.yaml'),
      ],
      {
        env: {
          ...world.env,
          PATH: '/usr/sbin:/sbin:/usr/bin:/bin',
          DOCTOR_PATH: world.env['PATH'] ?? '',
          NODE: process.execPath,
          FOLDER: world.folder,
          ADDRESS: `/v1.25.9/minikube-linux-${cpu}`,
          K8S_DOCTOR_MIRROR: 'http://127.0.0.1:8080',
        },
      },
    )
    const report = parseReport(stdout)
    expect(report.fixes).toMatchObject([{ fix: 'install-minikube', result: 'fixed' }])
    expect(report.offPath).toEqual(['/usr/local/bin'])
    expect(report.course).toMatchObject({
      state: 'proven',
      attempts: [{ end: 'started' }],
      smoke: { state: 'works' },
    })
    expect(code).toBe(0)
  },
)
