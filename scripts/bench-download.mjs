// 100 MB over loopback TLS, and over a link paced at 20 MB/s: our download against `curl` followed by `openssl dgst -sha256`, taking
// turns in one run. Prints wall time, CPU time and peak memory of whole processes; asserts nothing.
import { execFile, execFileSync, fork } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { buildSync } from 'esbuild'

const megabytes = 100
const pace = 20
const run = promisify(execFile)

/** In a process of its own, so that its work is nobody's. */
const serve = (folder) => {
  const body = readFileSync(join(folder, 'file'))
  const tls = { key: readFileSync(join(folder, 'key')), cert: readFileSync(join(folder, 'cert')) }
  const pour = async (response) => {
    const began = performance.now()
    const slice = (pace * 1e6) / 100
    for (let at = 0; at < body.length; at += slice) {
      response.write(body.subarray(at, at + slice))
      await sleep(Math.max(0, ((at + slice) / (pace * 1e6)) * 1000 - (performance.now() - began)))
    }
    response.end()
  }
  const server = createServer(tls, (request, response) => {
    response.writeHead(200, { 'content-length': body.length })
    if (request.url === '/paced') void pour(response)
    else response.end(body)
  })
  server.listen(0, '127.0.0.1', () => process.send(server.address().port))
}

const client = `
  import { open } from 'node:fs/promises'
  import { fetchInto } from './src/host/download/fetch.ts'
  import { defaultLimits } from './src/host/download/limits.ts'
  const [url, sha256, path] = process.argv.slice(2)
  const file = await open(path, 'w+')
  await fetchInto(
    file,
    { tool: 'kubectl', version: '', os: '', arch: '', sha256, urls: [url], plainHttp: [] },
    { env: process.env, limits: defaultLimits, signal: new AbortController().signal, onEvent: () => {}, onTotal: async () => {} },
  )
  await file.close()
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  console.log(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 }))
`

/** Seconds of \`times\`: the last line is what the children used. */
const childSeconds = (text) =>
  [
    ...text
      .trim()
      .split('\n')
      .at(-1)
      .matchAll(/(\d+)m([\d.]+)s/g),
  ].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0)

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

const timed = async (work) => {
  const began = performance.now()
  return { ...(await work()), wall: (performance.now() - began) / 1000 }
}

const compare = async (name, rounds, ways) => {
  const results = Object.fromEntries(Object.keys(ways).map((way) => [way, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const [way, work] of Object.entries(ways)) results[way].push(await timed(work))
  const rows = Object.entries(results).map(([way, all]) => ({
    way,
    'wall s': median(all.map(({ wall }) => wall)).toFixed(3),
    'cpu s': median(all.map(({ cpu }) => cpu)).toFixed(3),
    'peak MiB':
      all[0].peak === undefined ? '-' : Math.max(...all.map(({ peak }) => peak)).toFixed(0),
  }))
  console.log(`\n${name}, median of ${rounds}`)
  console.table(rows)
  const [ours, yardstick] = rows.map((row) => Number(row['wall s']))
  console.log(`ratio ${(ours / yardstick).toFixed(2)}`)
}

const bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-download-'))
  const at = (name) => join(folder, name)
  const body = randomBytes(megabytes * 1e6)
  const sha256 = createHash('sha256').update(body).digest('hex')
  writeFileSync(at('file'), body)
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=localhost',
      '-days',
      '2',
    ].concat(['-addext', 'subjectAltName=DNS:localhost', '-keyout', at('key'), '-out', at('cert')]),
    { stdio: 'ignore' },
  )
  buildSync({
    stdin: { contents: client, resolveDir: '.', loader: 'ts' },
    outfile: at('client.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
  })
  const server = fork(process.argv[1], ['--serve', folder])
  try {
    const port = await new Promise((done) => server.once('message', done))
    const ways = (path) => ({
      'k8s-doctor': async () => {
        const argv = [at('client.mjs'), `https://localhost:${port}${path}`, sha256, at('ours')]
        const env = { ...process.env, NODE_EXTRA_CA_CERTS: at('cert') }
        return JSON.parse((await run(process.execPath, argv, { env })).stdout)
      },
      'curl + openssl dgst': async () => {
        const script = `curl -sS --cacert ${at('cert')} -o ${at('theirs')} https://localhost:${port}${path}
          openssl dgst -sha256 ${at('theirs')} && times`
        const { stdout } = await run('bash', ['-c', script])
        if (!stdout.includes(sha256)) throw new Error(stdout)
        return { cpu: childSeconds(stdout) }
      },
    })
    await compare(`${megabytes} MB over loopback TLS`, 9, ways('/'))
    await compare(`${megabytes} MB at ${pace} MB/s`, 3, ways('/paced'))
  } finally {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[2] === '--serve') serve(process.argv[3])
else await bench()
