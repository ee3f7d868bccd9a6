import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net'

const patienceMs = 1200

/**
 * Node gives an address 250 ms before it tries the other family: a far mirror or one lost packet (sent again after 1 s) counts as
 * dead where there is no IPv6. This is long enough for that, and short enough that behind a dead IPv6 the other half of a probe's
 * deadline is left for IPv4.
 */
export const waitForFamilies = (): void => setDefaultAutoSelectFamilyAttemptTimeout(patienceMs)
