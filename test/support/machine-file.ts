import { readdirSync, readFileSync } from 'node:fs'
import type { Machine } from '../../src/host/machine.ts'
import type { SmokeResult } from '../../src/model/attempt.ts'
import type { Profile } from '../../src/model/profile.ts'
import type { Pair } from '../../src/model/request.ts'

/** What a machine file of the tests says beyond the machine: how it differs from another, what is asked, what must come out. */
export interface MachineCase {
  readonly name: string
  readonly machine: Machine
  readonly request: {
    readonly profile?: string
    readonly offline?: boolean
    readonly mirrors?: readonly string[]
    /** What the course's profile says otherwise. */
    readonly course?: Partial<Profile>
    /** As an earlier round would have chosen it. */
    readonly pair?: Pair
    /** How the first lesson went after a start. */
    readonly smoke?: SmokeResult
  }
  readonly expect: {
    readonly ready: boolean | null
    /** Code of the first finding; absent when there is none. */
    readonly first?: string
    /** Every finding's code, once each, in the order of the report; `info` findings too. */
    readonly codes: readonly string[]
    /** Ids of the checks that could not be determined. */
    readonly unknown?: readonly string[]
  }
}

type Tree = { readonly [key: string]: unknown }

const folder = new URL('../machines/', import.meta.url)

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Deep merge; `null` removes a key; arrays and scalars replace. */
const merge = (base: Tree, overlay: Tree): Tree => {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(overlay)) {
    const old = merged[key]
    if (value === null) delete merged[key]
    else merged[key] = isTree(old) && isTree(value) ? merge(old, value) : value
  }
  return merged
}

const readTree = (name: string): Tree => {
  const parsed: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
  if (!isTree(parsed)) throw new TypeError(`${name}.json is no object`)
  const { base, ...own } = parsed
  if (typeof base !== 'string') return own
  const { expect: _, request: __, ...inherited } = readTree(base)
  return merge(inherited, own)
}

/** A recording as `record` writes it. */
export const parseMachine = (parsed: unknown): Machine => {
  if (!isTree(parsed) || parsed['schema'] !== 'k8s-doctor/machine/1')
    throw new TypeError('no recorded machine')
  // Written by the recorder of this very version.
  return parsed as unknown as Machine
}

/** One machine of test/machines, with what it inherits from its base. */
export const readMachine = (name: string): MachineCase => {
  const { expect, request = {}, ...machine } = readTree(name)
  // The files are ours and the tests that replay them fail on a wrong shape.
  return { name, machine, request, expect } as unknown as MachineCase
}

/** The same with what differs, merged as a file with a base is. */
export const differing = (base: MachineCase, overlay: Tree): MachineCase => {
  const machine: unknown = merge(base.machine as unknown as Tree, overlay)
  return { ...base, machine: machine as Machine }
}

export const machineNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .toSorted()
