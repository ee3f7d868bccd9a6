import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { arch } from 'node:os'
import { dirname, join } from 'node:path'
import { digestOf } from '../../../src/catalog/digests.ts'
import type { Tool } from '../../../src/catalog/digests.ts'
import { writeFiles } from '../../support/cli.ts'
import type { Ended } from '../../support/cli.ts'
import { healthyAnswer, kubectlScript } from '../../support/course-world.ts'
import { requestFor } from '../../support/diagnose.ts'
import { typedIn } from '../../support/minikube.ts'
import type { StandInScript } from '../../support/minikube.ts'
import type { Internet } from '../worlds/internet.ts'
import { trusting } from '../worlds/internet.ts'
import { addressOf, sites } from '../worlds/sites.ts'
import { packageLists } from '../worlds/stock.ts'
import { gateway, hostsOf, own, rulesOf } from '../worlds/world.ts'
import type { World } from '../worlds/world.ts'
import { learner, startDebian } from './debian.ts'
import type { Debian } from './debian.ts'
import { findProgram } from './requirements.ts'

const { pair } = requestFor({}).profile
const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`
const cpu = arch() === 'arm64' ? 'arm64' : 'amd64'

/** Where the stand-ins lie in the Debian, under the paths they have among each other. */
const home = '/opt/stand-ins'
const node = '/opt/node/node'

/** The node's address, and the port its lessons get. */
const nodeAddress = '192.168.49.2'
const nodePort = 31_080

/** A cluster whose node is a container of the engine and answers at its address for as long as it is there. */
const minikubeScript = `export STAND_IN=${home}/minikube.d
case "$1" in start)
  sudo ip addr replace ${nodeAddress}/32 dev lo
  docker image inspect node:1 >/dev/null 2>&1 || docker import ${home}/node.tar node:1 >/dev/null ;;
esac
exec ${node} ${home}/test/support/minikube-stand-in.mjs "$@"`

/** A program for this machine that hands its words to that file. */
const compiled = (folder: string, tool: Tool): Buffer => {
  const [source, program, file] = [`${tool}.c`, `${tool}.elf`, `${home}/${tool}`]
  writeFiles(folder, {
    [source]: `#include <unistd.h>
int main(int argc, char **argv) { argv[0] = "${file}"; return execv("${file}", argv); }
`,
  })
  execFileSync('gcc', ['-o', join(folder, program), join(folder, source)])
  return readFileSync(join(folder, program))
}

/** Lays them out on every server of the world under the names of the releases. */
const publish = (files: string, name: string, bytes: Buffer): void => {
  for (const file of readdirSync(files, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith(name)) writeFileSync(join(files, file), bytes)
}

/** Replaces one digest of the catalog in the copy of the built program: the stand-in's counts for the release's. */
const pin = (chunks: string, tool: Tool, version: string, bytes: Buffer): void => {
  const published = digestOf(tool, version, `linux-${cpu}`) ?? ''
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  for (const file of readdirSync(chunks)) {
    const whole = readFileSync(join(chunks, file), 'utf8')
    if (whole.includes(published))
      writeFileSync(join(chunks, file), whole.replaceAll(published, sha256))
  }
}

/** A way from the Debian to the world's servers, and a name server that knows where they are and where Debian's packages are. */
const connect = async (internet: Internet, debian: Debian, world: World): Promise<void> => {
  const inside = (words: string, input = ''): void => {
    const argv = ['-t', String(debian.pid), '-n', '--', ...words.split(' ')]
    execFileSync('nsenter', argv, { input, stdio: ['pipe', 'ignore', 'pipe'], env: { PATH: path } })
  }
  const [near, far] = ['world', `kw${process.pid % 100_000}d`]
  inside(`ip link add ${near} type veth peer name ${far} netns ${internet.namespace.name}`)
  inside(`ip addr add ${own}/24 dev ${near}`)
  internet.namespace.ip(`addr add ${gateway}/24 dev ${far}`)
  inside(`ip link set ${near} up`)
  internet.namespace.ip(`link set ${far} up`)
  // One by one: the true place of the packages may lie in the same block.
  const routes = Object.keys(sites).map((id) => `route add ${addressOf(id)} via ${gateway}`)
  inside('ip -batch -', `${routes.join('\n')}\n`)
  inside('iptables-restore', ['*filter', ...rulesOf(world), 'COMMIT', ''].join('\n'))
  const { hostname: packages } = new URL(packageLists)
  const hosts = hostsOf({ ...world, unknown: [...(world.unknown ?? []), packages] })
  const [upstream = ''] =
    /[\d.]+/.exec(readFileSync(join(debian.root, 'etc/resolv.conf'), 'utf8')) ?? []
  writeFiles(debian.root, {
    'opt/hosts': `${hosts.join('\n')}\n`,
    'etc/resolv.conf': `nameserver ${own}\n`,
  })
  await debian.sh(`dnsmasq --conf-file=/dev/null --user=root --pid-file --no-resolv --no-hosts --local=/#/ \
    --server=/${packages}/${upstream} --addn-hosts=/opt/hosts --listen-address=${own} --bind-interfaces`)
  await debian.sh(`busybox httpd -p ${nodePort} -h /opt/stand-ins/world`)
}

/** Somebody with a new Debian in a world of ours: no docker, no minikube, no kubectl, and sudo without a password. */
export interface Newcomer {
  readonly debian: Debian
  /** The built program as the learner. */
  readonly doctor: (...args: readonly string[]) => Promise<Ended>
  /** Tells minikube's stand-in what is to come; it forgets what it did. */
  readonly tell: (script?: StandInScript) => void
  /** What minikube was told of one verb, as typed. */
  readonly typed: (verb: string) => readonly string[]
}

/**
 * Puts a throw-away Debian into a world: its packages come from where this machine's do, all else from the world's servers. minikube
 * and kubectl are stand-ins, published there in place of the releases, whose digests they take in the Debian's copy of the program.
 */
export const startNewcomer = async (internet: Internet, world: World): Promise<Newcomer> => {
  const debian = await startDebian()
  const at = (...names: readonly string[]): string => join(debian.root, ...names)
  try {
    const there = at(home)
    for (const part of [
      'test/support/minikube-stand-in',
      'test/support/minikube-stand-in.mjs',
      'test/support/kubectl-stand-in.mjs',
      'src/catalog/data/minikube-reasons.json',
    ]) {
      mkdirSync(dirname(join(there, part)), { recursive: true })
      cpSync(part, join(there, part), { recursive: true })
    }
    const image = join(internet.folder, 'image')
    mkdirSync(image, { recursive: true })
    copyFileSync(findProgram('busybox') ?? '', join(image, 'busybox'))
    execFileSync('tar', ['-C', image, '-cf', join(there, 'node.tar'), '.'])
    writeFiles(join(there, 'world'), {
      nodes: healthyAnswer('/api/v1/nodes'),
      pods: healthyAnswer('/namespaces/kube-system/pods'),
      'lesson.json': JSON.stringify({ nodeAddress, nodePort }),
    })
    chmodSync(join(there, 'world'), 0o777)
    const kubectl = kubectlScript(node, `${home}/test/support/kubectl-stand-in.mjs`)
    const places = `export WORLD=${home}/world KUBECTL_WORLD=${home}/world/lesson.json`
    writeFiles(
      there,
      {
        minikube: `#!/bin/sh\n${minikubeScript}\n`,
        kubectl: `#!/bin/sh\n${places}\n${kubectl}\n`,
      },
      0o755,
    )
    const published = [
      ['minikube', pair.minikube, `minikube-linux-${cpu}`],
      ['kubectl', pair.kubernetes, `${pair.kubernetes}/bin/linux/${cpu}/kubectl`],
    ] as const
    for (const [tool, version, name] of published) {
      const bytes = compiled(internet.folder, tool)
      publish(join(internet.folder, 'web'), name, bytes)
      pin(at('opt/k8s-doctor/dist/chunks'), tool, version, bytes)
    }

    // What Node counts as built in, the engine has from the system.
    const ca = readFileSync(internet.known, 'utf8')
    appendFileSync(at('etc/ssl/certs/ca-certificates.crt'), ca)
    writeFiles(at('opt'), { 'ca.crt': ca, 'trust.cjs': trusting('/opt/ca.crt') })
    writeFiles(at('etc'), {
      'default/docker': `ulimit() { command ulimit "$@" 2>/dev/null || true; }\nDOCKER_OPTS=--cgroup-parent=/${debian.cgroup}\n`,
      'sudoers.d/lab': `${learner} ALL=(ALL) NOPASSWD: ALL\n`,
    })
    await debian.sh(
      'command -v sudo || { apt-get update && apt-get install -y --no-install-recommends sudo; }',
    )
    await connect(internet, debian, world)
    const tell: Newcomer['tell'] = (script = {}) => {
      rmSync(join(there, 'minikube.d'), { recursive: true, force: true })
      const told = { image: 'node:1', command: ['/busybox', 'sleep', '3600'], ...script }
      writeFiles(join(there, 'minikube.d'), { 'script.json': JSON.stringify(told), calls: '' })
      for (const name of ['', 'calls']) chmodSync(join(there, 'minikube.d', name), 0o777)
    }
    tell()
    return {
      debian,
      doctor: (...args) =>
        debian.doctor(args, {
          user: learner,
          env: { NODE_OPTIONS: '--require=/opt/trust.cjs' },
        }),
      tell,
      typed: (verb) => typedIn(readFileSync(join(there, 'minikube.d/calls'), 'utf8'), verb),
    }
  } catch (error) {
    await debian.dispose()
    throw error
  }
}
