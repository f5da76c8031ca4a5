/** Drawings of smoke and fire detection: a sign, and the thing as it alarms in its region. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#d9480f"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="M24 40c-8 0-12-5-12-11 0-8 8-10 8-20 8 4 16 12 16 20 0 6-4 11-12 11zM24 40c-3 0-5-2-5-5 0-4 4-5 5-9 3 3 5 6 5 9s-2 5-5 5z"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M40 150 90 24h150l44 126z" fill="#fff3bf" stroke="#f59f00" stroke-width="2"/><g transform="translate(106 30) scale(2.3)" fill="none" stroke="#d9480f" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M24 40c-8 0-12-5-12-11 0-8 8-10 8-20 8 4 16 12 16 20 0 6-4 11-12 11zM24 40c-3 0-5-2-5-5 0-4 4-5 5-9 3 3 5 6 5 9s-2 5-5 5z"/></g><rect x="104" y="28" width="114" height="114" fill="none" stroke="#e03131" stroke-width="3"/></svg>'
