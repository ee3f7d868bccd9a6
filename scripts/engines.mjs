// Every package of the lock file must run on the oldest Node we support and on the one our continuous integration has.
import { readFile } from 'node:fs/promises'
import { minVersion, satisfies } from 'semver'

const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8'))
const oldest = minVersion(packages[''].engines.node).version
const nodes = [oldest, '20.20.0']
// Without an `engines` entry, or with one of the old list form, a package makes no claim.
const wrong = Object.entries(packages).flatMap(([path, { engines = {} }]) =>
  nodes
    .filter((node) => engines.node !== undefined && !satisfies(node, engines.node))
    .map((node) => `${path || '.'} wants Node ${engines.node}, not ${node}`),
)
if (wrong.length > 0) throw new Error(wrong.join('\n'))
