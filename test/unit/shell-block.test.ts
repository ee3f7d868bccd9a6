import { expect, test } from 'vitest'
import { pathLine, shellOf, standingOf } from '../../src/installers/path-line.ts'
import {
  blockBegin,
  blockEnd,
  editBlock,
  extraLines,
  startFile,
} from '../../src/installers/shell-block.ts'

const block = (...lines: readonly string[]): string =>
  [blockBegin, ...lines, blockEnd, ''].join('\n')

test.for([
  ['nothing', '', ''],
  ['a text', 'alias ll=ls\n', 'alias ll=ls\n'],
  ['a text without its last line end', 'alias ll=ls', 'alias ll=ls\n'],
  ['blank lines at the end', 'a\n\n\n', 'a\n\n\n'],
  ["Windows' line ends", 'a\r\nb\r\n', 'a\r\nb\r\n'],
] as const)('a block is added to %s and taken away without a trace', ([, text, back]) => {
  const added = editBlock(text, { add: ['one', 'two'] })
  expect(added).toBe(`${back}${block('one', 'two')}`)
  expect(editBlock(added ?? '', { add: ['one', 'two'] })).toBe(added)
  expect(editBlock(added ?? '', { remove: ['one'] })).toBe(`${back}${block('two')}`)
  expect(editBlock(added ?? '', { remove: ['one', 'two'] })).toBe(back)
})

test('a block in the middle stays where it is, with the lines somebody put into it', () => {
  const text = `a\n${block('one', 'mine')}b\n`
  expect(editBlock(text, { add: ['two'] })).toBe(`a\n${block('one', 'mine', 'two')}b\n`)
  expect(editBlock(text, { remove: ['one'] })).toBe(`a\n${block('mine')}b\n`)
  expect(editBlock(`a\n${block('one')}b\n`, { remove: ['one'] })).toBe('a\nb\n')
})

test('nothing to remove changes nothing', () => {
  expect(editBlock('a', { remove: ['one'] })).toBe('a')
})

test.for([
  ['no end', `a\n${blockBegin}\none\n`],
  ['no beginning', `one\n${blockEnd}\n`],
  ['two blocks', block('one') + block('two')],
  ['the wrong order', `${blockEnd}\none\n${blockBegin}\n`],
  ['a marker within a line', `echo ${blockBegin}\none\n${blockEnd}\n`],
  ['a marker with more behind it', `${blockBegin}\none\n${blockEnd}echo\n`],
] as const)('a text with %s is left alone', ([, text]) => {
  expect(editBlock(text, { add: ['x'] })).toBeUndefined()
  expect(editBlock(text, { remove: ['one'] })).toBeUndefined()
})

test.for([
  ['bash', 'minikube', ['completion'], 1],
  ['zsh', 'kubectl', ['completion', 'alias'], 2],
  ['fish', 'kubectl', ['alias'], 1],
  ['bash', 'minikube', ['alias'], 0],
] as const)('%s has lines for %s %j', ([shell, tool, extras, count]) => {
  expect(extraLines(shell, tool, extras)).toHaveLength(count)
})

test.for([
  ['bash', 'linux', {}, '/home/jane/.bashrc'],
  ['bash', 'darwin', {}, '/home/jane/.bash_profile'],
  ['zsh', 'darwin', {}, '/home/jane/.zshrc'],
  ['zsh', 'linux', { ZDOTDIR: '/z' }, '/z/.zshrc'],
  ['fish', 'linux', { XDG_CONFIG_HOME: '' }, '/home/jane/.config/fish/config.fish'],
  ['fish', 'linux', { XDG_CONFIG_HOME: '/c' }, '/c/fish/config.fish'],
] as const)('%s on %s with %j starts from', ([shell, os, env, expected]) => {
  expect(startFile(shell, '/home/jane', os, env)).toBe(expected)
})

test.for([
  ['/bin/bash', 'bash'],
  ['/usr/bin/fish', 'fish'],
  ['/bin/dash', undefined],
  ['', undefined],
  [undefined, undefined],
] as const)('SHELL=%s is %s', ([variable, shell]) => {
  expect(shellOf(variable)).toBe(shell)
})

test.for([
  ['bash', '/home/jane/.local/bin', 'export PATH="/home/jane/.local/bin:$PATH"'],
  ['fish', '/home/jane/.local/bin', 'fish_add_path --move --path "/home/jane/.local/bin"'],
  [undefined, '/a b/$x', String.raw`export PATH="/a b/\$x:$PATH"`],
] as const)('%s puts %s first on PATH', ([shell, directory, line]) => {
  expect(pathLine(shell, directory)).toBe(line)
})

test.for([
  [undefined, false, { kind: 'not-on-path' }],
  ['/usr/bin/kubectl', false, { kind: 'shadowed', by: '/usr/bin/kubectl' }],
  ['/usr/bin/kubectl', true, { kind: 'wins' }],
] as const)('with %s first on PATH (the placed one: %s)', ([winner, same, expected]) => {
  expect(standingOf(winner, same)).toEqual(expected)
})
