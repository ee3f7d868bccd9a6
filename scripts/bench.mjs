// What starting costs: medians of N interleaved runs (`npm run bench -- 20`), each also against `node -e 0`; then what explaining
// a log costs, of 10 and 100 MB and of as many more as asked for (`npm run bench -- 20 1000`). Asserts nothing.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  createWriteStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { benchRoute } from './bench-route.mjs'

const rounds = Number(process.argv[2] ?? 10)
const megabytes = [10, 100, ...process.argv.slice(3).map(Number)]
const folder = mkdtempSync(join(tmpdir(), 'k8s-doctor-bench-'))
const usageFile = join(folder, 'usage.json')

/** Loaded first into every measured process: notes what that process alone has used when it ends. */
const preload = join(folder, 'usage.cjs')
writeFileSync(
  preload,
  `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  require('node:fs').writeFileSync(${JSON.stringify(usageFile)},
    JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 }))
})`,
)

// In a process of its own: what a parent held counts as its children's peak memory.
execFileSync(process.execPath, ['scripts/bench-replay.mjs', folder])

const bin = resolve('bin/k8s-doctor.mjs')
const replay = join(folder, 'cli.mjs')
const subjects = {
  'node -e 0': ['-e', '0'],
  '--help': [bin, '--help'],
  'check, until it asks': [replay],
  'check, replayed': [replay],
  'check --json, replayed': [replay, '--json'],
  'check --offline here': [bin, '--offline'],
  'check here': [bin],
}
const stops = { 'check, until it asks': { BENCH_STOP: 'first question' } }

const measure = (args, more = {}) =>
  new Promise((done, fail) => {
    const began = performance.now()
    const child = spawn(process.execPath, ['--require', preload, ...args], {
      stdio: 'ignore',
      env: { ...process.env, ...more },
    })
    child.once('error', fail)
    child.once('exit', () => {
      const wall = performance.now() - began
      done({ wall, ...JSON.parse(readFileSync(usageFile, 'utf8')) })
    })
  })

const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const samples = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]))
for (let round = 0; round < rounds; round += 1)
  for (const [name, args] of Object.entries(subjects))
    samples[name].push(await measure(args, stops[name]))

const figures = ['wall', 'cpu', 'memory']
const medians = Object.fromEntries(
  Object.entries(samples).map(([name, runs]) => [
    name,
    Object.fromEntries(figures.map((figure) => [figure, median(runs.map((run) => run[figure]))])),
  ]),
)
const base = medians['node -e 0']
const units = { wall: 'ms', cpu: 'ms', memory: 'MiB' }

console.log(
  `Node ${process.version}, medians of ${rounds} interleaved runs; (difference, ratio) to node -e 0`,
)
console.log(['', 'wall', 'CPU (user+sys)', 'peak memory'].map((head) => head.padEnd(28)).join(''))
for (const [name, values] of Object.entries(medians)) {
  const cells = figures.map((figure) => {
    const value = `${values[figure].toFixed(0)} ${units[figure]}`
    const more = values[figure] - base[figure]
    const ratio = values[figure] / base[figure]
    return values === base ? value : `${value} (+${more.toFixed(0)}, ×${ratio.toFixed(2)})`
  })
  console.log(
    [name, ...cells]
      .map((cell) => cell.padEnd(28))
      .join('')
      .trimEnd(),
  )
}

/** One line in ten from a real log, the rest what logs are full of: the log of a start that ends in a failure. */
const logs = 'test/fixtures/logs'
const telling = readdirSync(logs)
  .toSorted()
  .filter((file) => file.startsWith('fine-') || file.startsWith('unknown-'))
  .flatMap((file) => readFileSync(join(logs, file), 'utf8').split('\n'))
const usual = [
  'I0713 12:00:00.123456    1234 ssh_runner.go:195] Run: sudo systemctl is-active --quiet service kubelet',
  '    > gcr.io/k8s-minikube/kicbase: 12.30 MiB / 380.00 MiB [>__________] 3.20% 20.01 KiB p/s ETA 5h',
  'an ordinary line of an ordinary program, which has nothing to say about anything here',
  'W0713 12:00:00.123456    1234 docker.go:108] docker version returned error: exit status 1',
]
const lines = Array.from({ length: 20_000 }, (_, n) =>
  n % 10 === 0 ? telling[(n / 10) % telling.length] : usual[n % usual.length],
)
const block = Buffer.from(`${lines.join('\n')}\n`)
const million = 1_000_000

const writeLog = async (file, size) => {
  const stream = createWriteStream(file)
  for (let written = 0; written < size * million; written += block.length)
    if (!stream.write(block)) await once(stream, 'drain')
  stream.end('X Exiting due to DRV_AS_ROOT: The "docker" driver should not be used with root\n')
  await once(stream, 'close')
}

console.log(`\nexplain FILE${' '.repeat(16)}time        MB/s        CPU         peak memory`)
for (const size of megabytes) {
  const file = join(folder, 'bench.log')
  await writeLog(file, size)
  const { wall, cpu, memory } = await measure([bin, 'explain', file])
  rmSync(file)
  const cells = [
    `${(wall / 1000).toFixed(1)} s`,
    ((size * 1000) / wall).toFixed(1),
    `${(cpu / 1000).toFixed(1)} s`,
    `${memory.toFixed(0)} MiB`,
  ]
  console.log([`${size} MB`.padEnd(28), ...cells.map((cell) => cell.padEnd(12))].join('').trimEnd())
}

await benchRoute(folder)
rmSync(folder, { recursive: true, force: true })
