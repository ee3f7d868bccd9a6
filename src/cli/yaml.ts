// A package behind `import()` would lose its names in the built file, so it is imported here and this file lazily.
export { stringify } from 'yaml'
