// What a window shows beside its cookie: a ticket that opens one window, once, within seconds. It is never in an address.

import { call, isWithoutCredential } from './api.js';

/**
 * Fetches a ticket for a workspace, or for the first one when none is named; null where this browser has no credential
 * yet, or the server knows its windows by their connection alone.
 *
 * @throws {CallFailed}
 */
export async function fetchTicket(workspace) {
    try {
        return (await call('POST', '/api/tickets', workspace === null ? {} : { workspace })).ticket;
    } catch (error) {
        if (isWithoutCredential(error)) return null;
        throw error;
    }
}
