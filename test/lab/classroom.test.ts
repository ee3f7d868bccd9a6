import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bin, machineWith, runProcess, writeFiles } from '../support/cli.ts'
import { course, kubectl, path } from '../support/installing.ts'

const name = `k8sd-class-${process.pid}`
const port = 8000
const inside = ['ip', 'netns', 'exec', name] as const

beforeAll(() => {
  execFileSync('ip', ['netns', 'add', name])
  execFileSync('ip', ['netns', 'exec', name, 'ip', 'link', 'set', 'lo', 'up'])
})

afterAll(() => {
  execFileSync('ip', ['netns', 'del', name])
})

/** Any static web server will do: this one is a line of Node. */
const server = `require('node:http').createServer((q, r) => {
  try { r.end(require('node:fs').readFileSync(process.argv[1] + q.url)) } catch { r.writeHead(404).end() }
}).listen(${port}, '127.0.0.1', () => console.log('ready'))`

test('a classroom’s mirror is enough, where nothing else can be reached', async () => {
  const { folder, env } = machineWith({})
  writeFiles(folder, {
    'course.yaml': course(kubectl.sha256),
    [`mirror/${path}`]: kubectl.bytes,
  })
  const [program, ...args] = inside
  const mirror = spawn(program, [...args, process.execPath, '-e', server, join(folder, 'mirror')])
  try {
    for (let tries = 0; tries < 100 && mirror.stdout.readableLength === 0; tries += 1)
      await sleep(20)
    const tools = join(folder, 'tools')
    const { code, stderr } = await runProcess(
      [
        ...inside,
        process.execPath,
        bin,
        'install',
        'kubectl',
        '--bin-dir',
        tools,
        '--profile',
        join(folder, 'course.yaml'),
        '--mirror',
        `http://127.0.0.1:${port}`,
      ],
      { env: { ...env, PATH: `${process.env['PATH'] ?? ''}:${env['PATH'] ?? ''}` } },
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(readFileSync(join(tools, 'kubectl')).equals(kubectl.bytes)).toBe(true)
  } finally {
    mirror.kill()
  }
})
