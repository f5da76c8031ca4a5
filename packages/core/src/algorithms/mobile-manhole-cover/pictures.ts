/** Drawings of missing manhole cover (moving camera): a sign, and the thing as it alarms in its region. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#343a40"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="M8 12h20l6 8v8H8zM14 30h.1M28 30h.1M14 38c0-5 22-5 22 0s-22 5-22 0zM36 16l6-4M36 22h7"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M40 150 90 24h150l44 126z" fill="#fff3bf" stroke="#f59f00" stroke-width="2"/><g transform="translate(106 30) scale(2.3)" fill="none" stroke="#343a40" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M8 12h20l6 8v8H8zM14 30h.1M28 30h.1M14 38c0-5 22-5 22 0s-22 5-22 0zM36 16l6-4M36 22h7"/></g><rect x="104" y="28" width="114" height="114" fill="none" stroke="#e03131" stroke-width="3"/></svg>'
