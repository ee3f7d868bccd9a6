import { artefacts } from '../../facts/artefacts.ts'
import { probeTable } from '../../facts/probe-table.ts'
import { routeFact } from '../../facts/route.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { say } from '../../model/text.ts'
import { host, list, own, term } from '../../model/value.ts'
import type { Host, List, Term } from '../../model/value.ts'
import { homeHosts } from '../../route/hosts.ts'
import { beforeDownloads } from '../before-downloads.ts'

/**
 * Which of the hosts where things are at home answer? One that does not is no harm where the route does without it; lessons alone
 * are for registry/lesson-images to say. Source: pitfalls NET-7.
 */
export const registryOfficial = defineCheck({
  id: 'registry/official',
  title: 'Official hosts',
  needs: { all: artefacts, table: probeTable, route: routeFact },
  after: beforeDownloads,
  skip: ({ offline }) => (offline ? 'offline' : undefined),
  problems: {
    unreachable: problem<{ readonly host: Host; readonly fault: Term }>({
      severity: 'warning',
      message: ({ host, fault }) =>
        say`${host} cannot be reached from here (${fault}), and no mirror has all that is needed from it`,
      hint: () =>
        say`Try another network or a proxy, or name a mirror that has it: ${own('--mirror', 'URL')}. ${own('route')} shows what is open.`,
    }),
    bypassed: problem<{ readonly hosts: List<'host'> }>({
      severity: 'info',
      message: ({ hosts }) => say`Not reachable from here, and not needed: ${hosts}`,
    }),
  },
  fine: ({ table, route }) => {
    const living = homeHosts(table, route).filter(({ fault }) => fault === undefined)
    return living.length === 0 ? undefined : say`${list(living.map((one) => host(one.host)))}`
  },
  inspect: ({ all, table, route }) => {
    const dead = homeHosts(table, route).filter(({ fault }) => fault !== undefined)
    // What an unknown release needs is not known either.
    const bypassed =
      all.unlisted.length > 0 ? [] : dead.filter(({ needed }) => needed === 'nothing')
    return [
      ...dead
        .filter(({ needed }) => needed === 'start')
        .map((one) => ({
          code: 'unreachable' as const,
          about: host(one.host),
          args: { host: host(one.host), fault: term(one.fault ?? '') },
        })),
      ...(bypassed.length === 0
        ? []
        : [
            {
              code: 'bypassed' as const,
              args: { hosts: list(bypassed.map((one) => host(one.host))) },
            },
          ]),
    ]
  },
})
