// Runs the worlds of test/lab/worlds and writes docs/worlds.md from what came out. Needs what the lab layer needs.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'k8s-doctor-worlds-table-'))
const lines = join(folder, 'lines')
let worlds
try {
  writeFileSync(lines, '')
  execFileSync('npx', ['vitest', 'run', '--project', 'lab', 'test/lab/worlds'], {
    stdio: 'inherit',
    env: { ...process.env, K8S_DOCTOR_WORLDS_TABLE: lines },
  })
  worlds = readFileSync(lines, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const code = (words) => words.map((word) => `\`${word}\``).join('<br>') || '–'

/** Kinds of one source in one line; `here` and `in-preload` need none. */
const sources = (from) => {
  const bySource = new Map()
  for (const [kind, taken] of Object.entries(from))
    for (const source of new Set(typeof taken === 'string' ? [taken] : Object.values(taken)))
      bySource.set(source, [...(bySource.get(source) ?? []), kind])
  return [...bySource]
    .map(([source, kinds]) =>
      bySource.size === 1
        ? `${source === '-' ? 'none' : source}: all`
        : `${source === '-' ? 'none' : source.replace('mirror:https://', '')}: ${kinds.join(', ')}`,
    )
    .join('<br>')
}

const seconds = ([route, check]) => `${(route / 1000).toFixed(1)} / ${(check / 1000).toFixed(1)}`

const rows = worlds.map(({ about, codes, from, flags, before, exit, ms, connections }) =>
  [
    about,
    code(codes),
    sources(from),
    code([...flags, ...before.map((kind) => `(${kind})`)]),
    exit.join(' / '),
    seconds(ms),
    connections,
  ].join(' | '),
)

writeFileSync(
  'docs/worlds.md',
  `# Worlds

What k8s-doctor says in different places, from a run of \`npm run worlds\`: the built file on a machine in a network namespace, real servers
(docker-registry, nginx, squid, dnsmasq) under the true names, tiny images and files in them. The default course is looked at, minikube v1.25.2 with
Kubernetes v1.23.3. Docker is a stand-in that prints what another machine's said. Generated: edit the worlds in \`test/lab/worlds\`, not this page.

Findings are those about the network, the sources and the clock. *Flags* are those the route gives the start, in brackets what is done before it. *Exit* and *seconds*
are those of \`route\` and of the diagnosis, wall time of the whole process on the machine that ran this; *connections* the most that one process opened to one host, by the
servers' logs. Docker Hub saw no GET of a manifest in any of them.

| world | findings | sources | flags | exit | seconds | connections |
|---|---|---|---|---|---|---|
${rows.map((row) => `| ${row} |`).join('\n')}
`,
)
console.log(`docs/worlds.md: ${worlds.length} worlds`)
