import { expect, test } from 'vitest'
import { machineWith, runCli } from '../support/cli.ts'

test('route --offline prints the table and asks nobody', async () => {
  const { env } = machineWith({})
  const { code, stdout, stderr } = await runCli(['route', '--offline'], { env })
  expect({ code: [0, 3].includes(code ?? -1), stderr }).toEqual({ code: true, stderr: '' })
  expect(stdout).toContain('minikube start --kubernetes-version=v1.23.3')
})

test('route --json is JSON', async () => {
  const { env } = machineWith({})
  const { stdout } = await runCli(['route', '--offline', '--json', '--lang', 'zh'], { env })
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'k8s-doctor/route/1',
    pair: { minikube: 'v1.25.2', kubernetes: 'v1.23.3' },
  })
})

test.for(['registry.example', 'ftp://registry.example', 'http://registry.example'])(
  '--mirror %s is refused with one sentence',
  async (mirror) => {
    const { env } = machineWith({})
    const { code, stderr } = await runCli(['route', '--offline', '--mirror', mirror], { env })
    expect(code).toBe(2)
    expect(stderr).toContain(`not "${mirror}"`)
  },
)

test('--mirror may be given twice, before and after the command', async () => {
  const { env } = machineWith({})
  const mirrors = ['--mirror', 'https://a.example', 'route', '--mirror', 'http://10.1.1.5:5000']
  expect(await runCli([...mirrors, '--offline'], { env })).toMatchObject({ stderr: '' })
})
