// Writes THIRD-PARTY-LICENSES.md: every package of which a part is in dist/, with its licence text. Run by the build.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** From what a build tells of itself to the packages in it. */
export const writeLicences = ({ files }) => {
  const modules = Object.values(files).flatMap((file) => file.modules)
  const folders = new Set(
    modules.flatMap((file) => {
      const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)
      return found === null ? [] : [found[1]]
    }),
  )
  const parts = [...folders].toSorted().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    if (file === undefined && license === undefined) throw new Error(`${name} tells no licence`)
    const text =
      file === undefined ? `Licence: ${license}` : readFileSync(`${folder}/${file}`, 'utf8').trim()
    return `## ${name} ${version}\n\n${text}\n`
  })
  const intro = '# Licences of the packages bundled into k8s-doctor\n\nWritten by the build.\n'
  writeFileSync('dist/THIRD-PARTY-LICENSES.md', [intro, ...parts].join('\n'))
}
