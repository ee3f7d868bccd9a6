import type { Machine } from '../../../src/host/machine.ts'

/** How the doctor asks an engine for its images. */
const imagesArgv = 'images --digests --format {{json .}}'

/** Stands in for the docker command: a script that prints what is told of another machine's, and knows nothing else. */
export const dockerStandIn = ({ runs }: Machine, images: readonly string[] = []): string => {
  const known = Object.entries(runs).flatMap(([argv, { json, stdout = '' }]) =>
    argv.startsWith('docker ')
      ? [
          [
            argv.slice('docker '.length),
            json === undefined ? stdout : JSON.stringify(json),
          ] as const,
        ]
      : [],
  )
  const lines = images.map((image) => {
    const [name = '', Digest = '<none>'] = image.split('@')
    const [Repository, Tag] = name.split(':')
    return JSON.stringify({ Repository, Tag, Digest })
  })
  const cases = Object.entries({ ...Object.fromEntries(known), [imagesArgv]: lines.join('\n') })
  const texts = cases.map(([words, text]) => `'${words}') /bin/cat <<'END'\n${text}\nEND\n;;`)
  return `case "$*" in\n${texts.join('\n')}\n*) exit 1 ;;\nesac`
}
