/** Shells whose start files and completion we know. */
export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** The shell of a `SHELL` variable; undefined for one we do not know. Pure. */
export const shellOf = (variable: string | undefined): Shell | undefined => {
  const name = (variable ?? '').split('/').at(-1)
  return shells.find((shell) => shell === name)
}

/** Whether typing a tool's name now runs the file just placed. */
export type Standing =
  | { readonly kind: 'wins' }
  /** Its folder is not on PATH, and nothing else of that name is. */
  | { readonly kind: 'not-on-path' }
  | { readonly kind: 'shadowed'; readonly by: string }

/** `winner` is the first file of that name on PATH, `same` that it is the placed one, perhaps through links. Pure. */
export const standingOf = (winner: string | undefined, same: boolean): Standing => {
  if (winner === undefined) return { kind: 'not-on-path' }
  return same ? { kind: 'wins' } : { kind: 'shadowed', by: winner }
}

/** The line that puts a folder first on PATH. Pure. */
export const pathLine = (shell: Shell | undefined, directory: string): string => {
  const quoted = directory.replaceAll(/["$`\\]/g, String.raw`\$&`)
  return shell === 'fish'
    ? `fish_add_path --move --path "${quoted}"`
    : `export PATH="${quoted}:$PATH"`
}
