import { builtinModules } from 'node:module'

// Run as `oxlint -c oxlint.config.mjs`: only `.oxlintrc.json` and (from Node 22.18) `oxlint.config.ts` are found by themselves.

/** Rooms from the bottom up; a room may import rooms of its own row or of rows above it in this list, and itself. */
const rows = [
  ['lib'],
  ['model'],
  ['catalog', 'profiles'],
  ['route', 'registry', 'facts'],
  ['checks', 'fixes', 'installers', 'cluster', 'explain'],
  ['messages'],
  ['engine', 'report'],
  ['cli'],
]
/** Rooms that may use node:* and the packages that touch the machine or the terminal. */
const outside = new Set(['host', 'cli'])
const builtins = builtinModules.filter((name) => !name.startsWith('_')).join('|')
const packages = 'execa|got|systeminformation|listr2|commander'
const machine = `^(node:|(${builtins}|${packages})(/|$))`

const deepest = 4
const restrict = (room, forbidden, depth) => ({
  files: [`src/${room}/${'*/'.repeat(depth)}*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...(outside.has(room)
            ? []
            : [
                {
                  regex: machine,
                  message: `${room}/ does not touch the machine: go through ReadHost.`,
                },
              ]),
          ...(forbidden.length === 0
            ? []
            : [
                {
                  regex: `^${'\\.\\./'.repeat(depth + 1)}(${forbidden.join('|')})/`,
                  message: `${room}/ must not import upwards.`,
                },
              ]),
        ],
      },
    ],
  },
})

const all = rows.flat()
const upward = (room) => {
  if (room === 'host') return all.filter((other) => other !== 'model' && other !== 'lib')
  const row = rows.findIndex((names) => names.includes(room))
  // Only the command line puts a real machine behind the port.
  return room === 'cli' ? [] : [...rows.slice(row + 1).flat(), 'host']
}
const rooms = [...all, 'host'].flatMap((room) =>
  Array.from({ length: deepest }, (_, depth) => restrict(room, upward(room), depth)),
)

/** May be taken by a collection of garbage before they fire. */
const collectible = ['any', 'timeout'].map((property) => ({
  object: 'AbortSignal',
  property,
  message: 'It may be collected before it fires: use `deadline` of lib/deadline.ts.',
}))

export default {
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'promise', 'node', 'vitest'],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  env: { node: true, es2024: true },
  ignorePatterns: ['dist', 'coverage', 'test/fixtures'],
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: true }],
    'import/no-default-export': 'error',
    'oxc/no-barrel-file': 'off',
    'typescript/no-explicit-any': 'error',
    'no-restricted-properties': ['error', ...collectible],
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
    'typescript/consistent-type-imports': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'max-lines': ['error', { max: 250 }],
    'no-await-in-loop': 'off',
    'oxc/no-map-spread': 'off',
    'promise/always-return': 'off',
    // The compiler proves a switch exhaustive (noImplicitReturns).
    'consistent-return': 'off',
    // A check reads well when a leaf and its constructor share their name: `({ path }) => say`…${path}``.
    'no-shadow': 'off',
  },
  overrides: [
    ...rooms,
    {
      files: ['src/cli/main.ts', 'src/cli/entry.ts'],
      rules: { 'no-restricted-imports': 'off' },
    },
    {
      // The places where erased types meet again; each cast there says why.
      files: [
        'src/engine/erased.ts',
        'src/engine/store.ts',
        'src/host/reader.ts',
        'src/messages/languages.ts',
        'test/support/machine-file.ts',
      ],
      rules: {
        'typescript/consistent-type-assertions': 'off',
        'typescript/no-unsafe-type-assertion': 'off',
      },
    },
    {
      files: ['src/**/*.ts'],
      rules: { 'no-console': 'error' },
    },
    {
      files: [
        'src/{model,catalog,profiles,messages,route,registry,facts,checks,fixes,installers,cluster,explain,engine,report}/**/*.ts',
      ],
      rules: {
        'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval'],
        'no-restricted-properties': [
          'error',
          ...collectible,
          { object: 'Date', property: 'now' },
          { object: 'Math', property: 'random' },
        ],
      },
    },
    { files: ['*.config.{mjs,ts}'], rules: { 'import/no-default-export': 'off' } },
    { files: ['scripts/**', 'test/**'], rules: { 'no-console': 'off' } },
  ],
}
