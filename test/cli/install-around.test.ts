import {
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { machineWith, writeFiles } from '../support/cli.ts'
import { canPlace, kubectl, machine, mirrorOf, only } from '../support/installing.ts'

describe.runIf(canPlace)('a real program, placed', () => {
  test('what PATH does not lead to is said, with the line that changes it', async () => {
    await using server = await mirrorOf(kubectl.bytes)
    const { folder, bin, env, install } = machine(only(server))
    const away = machine({ ...only(server), PATH: env['PATH']?.split(':')[0] ?? '' })
    const { stdout } = await away.install()
    expect(stdout).toContain(`${away.bin} is not on PATH`)
    expect(stdout).toContain(`export PATH="${away.bin}:$PATH"`)
    writeFiles(folder, { 'bin/kubectl': '#!/bin/sh\n' }, 0o755)
    const shadowed = await install()
    expect(shadowed.stdout).toContain(`still runs ${folder}/bin/kubectl`)
    expect(shadowed.stdout).toContain(`export PATH="${bin}:$PATH"`)
  })

  test('in a workflow the next steps find the folder, told once', async () => {
    await using server = await mirrorOf(kubectl.bytes)
    const { folder } = machineWith({})
    const file = join(folder, 'github-path')
    writeFileSync(file, '/before')
    const variables = join(folder, 'github-env')
    const workflow = { ...only(server), GITHUB_PATH: file, GITHUB_ENV: variables }
    const { bin, env, install } = machine(workflow)
    expect((await install()).stdout).toContain(
      'next steps of this workflow get PATH and KUBECONFIG',
    )
    expect((await install()).stdout).not.toContain('next steps')
    expect(readFileSync(file, 'utf8')).toBe(`/before\n${bin}\n`)
    expect(readFileSync(variables, 'utf8')).toBe(`KUBECONFIG=${env['HOME']}/.kube/config\n`)
    await machine({ ...workflow, KUBECONFIG: '/elsewhere/config' }).install()
    expect(readFileSync(variables, 'utf8')).toContain('\nKUBECONFIG=/elsewhere/config\n')
  })

  test('--completion and --alias are a block that uninstall takes away', async () => {
    await using server = await mirrorOf(kubectl.bytes)
    const { folder, bin, run, install } = machine(only(server))
    const start = join(folder, 'home/.bashrc')
    writeFileSync(start, 'alias ll=ls\n')
    chmodSync(start, 0o600)
    const { code, stdout } = await install('--completion', '--alias')
    expect(code).toBe(0)
    expect(stdout).toContain(`${start} has the block`)
    const text = readFileSync(start, 'utf8')
    expect(text.startsWith('alias ll=ls\n# >>> k8s-doctor >>>\n')).toBe(true)
    expect(text).toContain("alias kubectl='minikube kubectl --'")
    expect(statSync(start).mode & 0o777).toBe(0o600)
    await install('--completion', '--alias')
    expect(readFileSync(start, 'utf8')).toBe(text)
    expect((await run(['uninstall', 'kubectl'])).code).toBe(0)
    expect(readFileSync(start, 'utf8')).toBe('alias ll=ls\n')
    expect(readdirSync(bin)).toEqual([])
    expect((await run(['uninstall', 'kubectl'])).code).toBe(2)
  })

  test('a start file that is no text is left alone', async () => {
    await using server = await mirrorOf(kubectl.bytes)
    const { folder, bin, install } = machine(only(server))
    const start = join(folder, 'home/.bashrc')
    writeFileSync(start, Buffer.from([0x61, 0xff, 0xfe, 0x0a]))
    const { code, stderr } = await install('--alias')
    expect(code).toBe(2)
    expect(stderr).toContain(`${start} is left alone`)
    expect(readFileSync(start)).toEqual(Buffer.from([0x61, 0xff, 0xfe, 0x0a]))
    expect(existsSync(bin)).toBe(false)
  })

  test('--link makes kubectl a link to minikube, and uninstall removes it', async () => {
    const { folder, bin, run, install } = machine()
    writeFiles(folder, { 'tools/minikube': '#!/bin/sh\n' }, 0o755)
    expect((await install('--link', '--dry-run')).code).toBe(0)
    expect(existsSync(join(bin, 'kubectl'))).toBe(false)
    expect((await install('--link')).code).toBe(0)
    expect(readlinkSync(join(bin, 'kubectl'))).toBe('minikube')
    expect((await install('--link')).code).toBe(0)
    const removed = await run(['uninstall', 'kubectl', '--bin-dir', bin])
    expect(removed).toMatchObject({ code: 0, stdout: `${bin}/kubectl: the link is removed\n` })
    expect(readdirSync(bin)).toEqual(['minikube'])
  })

  test('--link replaces no program', async () => {
    const { folder, bin, install } = machine()
    writeFiles(folder, { 'tools/minikube': '#!/bin/sh\n', 'tools/kubectl': 'mine' }, 0o755)
    const { code, stderr } = await install('--link')
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('is a program') })
    expect(readFileSync(join(bin, 'kubectl'), 'utf8')).toBe('mine')
    expect(lstatSync(join(bin, 'kubectl')).isSymbolicLink()).toBe(false)
  })
})
