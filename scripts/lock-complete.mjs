// `npm ci` refuses a lock file that lacks a platform package which the registry did not have at `npm install`.
import { readFile } from 'node:fs/promises'

const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8'))
const wrong = Object.entries(packages).flatMap(([path, entry]) => [
  ...Object.keys(entry.optionalDependencies ?? {})
    .filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    )
    .map((name) => `${path || '.'} needs ${name}, which the lock file lacks`),
  ...(entry.resolved && !entry.link ? [`${path} records a download address`] : []),
  ...(path && !entry.link && !entry.integrity ? [`${path} has no integrity`] : []),
])
if (wrong.length > 0) throw new Error(wrong.join('\n'))
