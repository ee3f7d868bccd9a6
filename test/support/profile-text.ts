import { parseProfile } from '../../src/profiles/parse.ts'

export const minimal = `id: my-course
title: My course
minikube: 1.25.2
kubernetes: v1.23.3
`
export const without = (field: string): string =>
  minimal.replace(new RegExp(`^${field}: .*\n`, 'm'), '')
export const withLine = (field: string, value: string): string =>
  minimal.replace(new RegExp(`^${field}: .*`, 'm'), `${field}: ${value}`)

/** `line:column code sentence` of each problem, or of each warning where there is none. */
export const problemsOf = (text: string): readonly string[] => {
  const parsed = parseProfile('course.yaml', text)
  return (parsed.ok ? parsed.warnings : parsed.problems).map(
    ({ line, column, code, message }) => `${line}:${column} ${code} ${message.en}`,
  )
}
