import { expect, test } from 'vitest'
import { binaryFormat } from '../../src/model/binary-format.ts'
import { troubleOf } from '../../src/facts/tool-trouble.ts'

const bytes = (size: number, ...parts: readonly (readonly [number, readonly number[]])[]) => {
  const made = new Uint8Array(size)
  for (const [at, values] of parts) made.set(values, at)
  return made
}
const elf = (machine: number, ...more: readonly (readonly [number, readonly number[]])[]) =>
  bytes(128, [0, [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]], [18, [machine, 0]], ...more)
const mach = (cpu: number) => bytes(32, [0, [0xcf, 0xfa, 0xed, 0xfe]], [4, [cpu, 0, 0, 1]])
const universal = bytes(
  64,
  [0, [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2]],
  [8, [1, 0, 0, 7, 0, 0, 0, 3, 0, 0, 0x40, 0, 0, 1, 0, 0]],
  [28, [1, 0, 0, 0x0c, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0]],
)
const javaClass = bytes(64, [0, [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 0x34]])
const pe = (machine: readonly number[]) =>
  bytes(160, [0, [0x4d, 0x5a]], [60, [0x80]], [0x80, [0x50, 0x45, 0, 0, ...machine]])
/** One program header whose segment ends at 0x1000 + 0x2000. */
const segment = elf(
  0x3e,
  [32, [64]],
  [54, [56]],
  [56, [1]],
  [64 + 8, [0, 0x10]],
  [64 + 32, [0, 0x20]],
)
const text = (content: string) => new TextEncoder().encode(content)
const program = (os: string, archs: readonly string[], needs?: number) => ({
  kind: 'program',
  os,
  archs,
  needs,
})

test.for([
  ['ELF amd64', elf(0x3e), program('linux', ['amd64'])],
  ['ELF arm64', elf(0xb7), program('linux', ['arm64'])],
  [
    'ELF 32-bit arm',
    bytes(64, [0, [0x7f, 0x45, 0x4c, 0x46, 1, 1]], [18, [0x28]]),
    program('linux', ['arm']),
  ],
  [
    'ELF big-endian s390x',
    bytes(64, [0, [0x7f, 0x45, 0x4c, 0x46, 2, 2]], [18, [0, 0x16]]),
    program('linux', ['s390x']),
  ],
  ['ELF of an unknown CPU', elf(0x99), program('linux', [])],
  ['ELF with a segment', segment, program('linux', ['amd64'], 0x3000)],
  ['Mach-O amd64', mach(7), program('darwin', ['amd64'])],
  ['Mach-O arm64', mach(0x0c), program('darwin', ['arm64'])],
  ['universal Mach-O', universal, program('darwin', ['amd64', 'arm64'], 0x30000)],
  ['a Java class', javaClass, { kind: 'unknown' }],
  ['PE amd64', pe([0x64, 0x86]), program('windows', ['amd64'])],
  ['PE arm64', pe([0x64, 0xaa]), program('windows', ['arm64'])],
  ['PE cut off in its stub', bytes(64, [0, [0x4d, 0x5a]]), program('windows', [])],
  ['a script', text('#!/bin/sh\nexec asdf exec kubectl "$@"\n'), { kind: 'script' }],
  ['a page', text('\n<!DOCTYPE html><html></html>'), { kind: 'html' }],
  ['a page in capitals', text('<HTML><BODY>403 Forbidden</BODY></HTML>'), { kind: 'html' }],
  ['an S3 error', text("<?xml version='1.0'?><Error></Error>"), { kind: 'xml' }],
  ['words', text('Not Found'), { kind: 'text' }],
  ['Chinese words', text('文件不存在,请检查下载地址是否正确'), { kind: 'text' }],
  ['gzip', bytes(64, [0, [0x1f, 0x8b, 8]]), { kind: 'archive' }],
  ['zip', bytes(64, [0, [0x50, 0x4b, 3, 4]]), { kind: 'archive' }],
  ['nothing', new Uint8Array(), { kind: 'empty' }],
  ['zeros', new Uint8Array(64), { kind: 'unknown' }],
] as const)('%s', ([, head, expected]) => {
  expect(binaryFormat(head)).toEqual(expected)
})

test('any cut of a header is told without a throw', () => {
  for (const whole of [segment, universal, mach(7), pe([0x64, 0x86])])
    for (let end = 0; end <= whole.length; end += 1)
      expect(() => binaryFormat(whole.subarray(0, end))).not.toThrow()
})

const here = {
  linux: { os: 'linux', arch: 'amd64' },
  arm: { os: 'linux', arch: 'arm64' },
  mac: { os: 'darwin', arch: 'arm64' },
  windows: { os: 'windows', arch: 'arm64' },
} as const

test.for([
  ['minikube', elf(0x3e), here.linux, undefined],
  ['minikube', elf(0xb7), here.linux, { kind: 'other-platform', built: 'linux/arm64' }],
  ['minikube', elf(0x99), here.linux, { kind: 'other-platform', built: 'linux/?' }],
  ['minikube', mach(0x0c), here.arm, { kind: 'other-platform', built: 'darwin/arm64' }],
  ['minikube', mach(7), here.mac, { kind: 'other-platform', built: 'darwin/amd64' }],
  ['kubectl', mach(7), here.mac, undefined],
  ['kubectl', universal, here.mac, { kind: 'truncated', needs: 0x30000 }],
  ['minikube', pe([0x64, 0x86]), here.windows, undefined],
  ['minikube', pe([0x64, 0x86]), here.linux, { kind: 'windows-exe' }],
  ['minikube', segment, here.linux, { kind: 'truncated', needs: 0x3000 }],
  ['minikube', text('#!/bin/sh\n'), here.linux, undefined],
  ['kubectl', text('<html>'), here.linux, { kind: 'not-a-program', what: 'html' }],
] as const)('%s: trouble %#', ([tool, head, platform, expected]) => {
  expect(troubleOf(tool, { format: binaryFormat(head), size: 128 }, platform)).toEqual(expected)
})
