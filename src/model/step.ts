import type { Archive } from './install.ts'
import type { LessonKind } from './profile.ts'
import type { Argv } from './value.ts'

/** Exact undo: the file is the old one or the new one, also after a kill. */
export type AtomicStep =
  | {
      readonly kind: 'write-file'
      readonly path: string
      readonly content: string
      readonly mode?: number
    }
  | { readonly kind: 'remove-file'; readonly path: string }
  /** Renames a file that nobody can read, to a name beside it. */
  | { readonly kind: 'set-aside'; readonly path: string }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }
  /** Merges `patch` into a JSON file, keeps everything else, refuses what it cannot parse; `null` removes a key. */
  | { readonly kind: 'merge-json'; readonly path: string; readonly patch: Json }
  /** Puts lines between two marker lines, once. */
  | {
      readonly kind: 'text-block'
      readonly path: string
      readonly marker: string
      readonly lines: readonly string[]
    }
  /** Downloads, verifies against the pinned digest and places a program. */
  | {
      readonly kind: 'install-tool'
      readonly tool: 'minikube' | 'kubectl'
      readonly version: string
      readonly os: string
      readonly arch: string
      /** Of the program, or else the archive it comes in. */
      readonly sha256?: string
      readonly archive?: Archive
      readonly directory: string
    }
  /** Downloads a file, verifies it against the pinned digest and puts it where minikube looks first. */
  | {
      readonly kind: 'seed-cache'
      readonly url: string
      readonly sha256: string
      readonly path: string
      readonly executable: boolean
      /** To fetch, where its source has told. */
      readonly bytes?: number
    }

export const serviceManagers = ['systemd', 'sysv', 'openrc', 'snap'] as const
export type ServiceManager = (typeof serviceManagers)[number]

/** Has an inverse that gives back what was. */
export type CompensableStep =
  | {
      readonly kind: 'service'
      readonly unit: string
      readonly action: 'start' | 'restart'
      /** Who starts services here; systemd unless told. */
      readonly manager?: ServiceManager
    }
  | { readonly kind: 'group-member'; readonly user: string; readonly group: string }
  | {
      readonly kind: 'chown'
      readonly paths: readonly string[]
      readonly user: string
      readonly recursive: boolean
    }
  | {
      readonly kind: 'sysctl'
      readonly settings: Readonly<Record<string, number>>
      readonly path: string
    }
  /** Lets a container go on that docker has frozen. */
  | { readonly kind: 'unpause'; readonly container: string }
  /** Pulls an image through docker, by tag; `as` is the further name it gets. */
  | {
      readonly kind: 'pull-image'
      readonly image: string
      readonly as?: string
      /** To fetch, where its registry has told. */
      readonly bytes?: number
    }
  /** Writes an image of docker's to a file where minikube looks first. */
  | { readonly kind: 'save-image'; readonly image: string; readonly path: string }
  /** Creates the first lesson in a namespace of its own, looks at it and removes it. */
  | {
      readonly kind: 'smoke'
      readonly cluster: string
      readonly namespace: string
      readonly lesson: LessonKind
      readonly image: string
      /** It answers on port 80. */
      readonly serves: boolean
      /** By the node's own address, or through kubectl. */
      readonly reach: 'node' | 'forward'
    }
  /** Hands an image of docker's over to the running cluster. */
  | {
      readonly kind: 'load-image'
      readonly image: string
      readonly cluster: string
      /** Older releases do it with `cache add`. */
      readonly command: 'image load' | 'cache add'
    }

/** Cannot be taken back; the plan says so. */
export type IrreversibleStep =
  | {
      readonly kind: 'packages'
      readonly packages: readonly string[]
      readonly action: 'install' | 'upgrade'
      /** For the words of it: the machine is asked again when it is done. */
      readonly manager?: string
    }
  | { readonly kind: 'prune-images' }
  | { readonly kind: 'delete-profile'; readonly profile: string }
  /** Deletes every cluster on the engine and in the home, whoever's it is: refused where there is one that is not named. */
  | { readonly kind: 'delete-all'; readonly profiles: readonly string[] }
  /** The same, and minikube's home with it; the downloads in it stay. */
  | {
      readonly kind: 'purge-home'
      readonly home: string
      readonly profiles: readonly string[]
    }
  | {
      readonly kind: 'delete-leftovers'
      readonly containers: readonly string[]
      readonly volumes: readonly string[]
      readonly networks: readonly string[]
    }
  | { readonly kind: 'update-context'; readonly profile: string }
  /** Starts the cluster. */
  | {
      readonly kind: 'minikube-start'
      /** As a person types it. */
      readonly argv: Argv
      /** For the start alone; `null` removes a variable. */
      readonly env: Readonly<Record<string, string | null>>
      /** This release tells what it does as events. */
      readonly events: boolean
      /** Milliseconds after which it is ended. */
      readonly deadlineMs: number
    }
  | { readonly kind: 'set-clock' }

/** Data: printable and idempotent. The interpreters live in `engine/steps`. */
export type Step = AtomicStep | CompensableStep | IrreversibleStep

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/** What a person would type. */
export interface ByHand {
  readonly argv: Argv
  readonly root: boolean
}

/** A command that needs root's rights; shown with sudo to everybody else. */
export const asRoot = (...argv: Argv): ByHand => ({ argv, root: true })
export const asUser = (...argv: Argv): ByHand => ({ argv, root: false })
