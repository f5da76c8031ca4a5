/** Drawings of stall detection: a sign, and the thing as it alarms in its region. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#a61e4d"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="M8 20l4-10h24l4 10M8 20c0 5 8 5 8 0 0 5 8 5 8 0 0 5 8 5 8 0 0 5 8 5 8 0M12 25v14h24V25M12 32h24"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M40 150 90 24h150l44 126z" fill="#fff3bf" stroke="#f59f00" stroke-width="2"/><g transform="translate(106 30) scale(2.3)" fill="none" stroke="#a61e4d" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M8 20l4-10h24l4 10M8 20c0 5 8 5 8 0 0 5 8 5 8 0 0 5 8 5 8 0 0 5 8 5 8 0M12 25v14h24V25M12 32h24"/></g><rect x="104" y="28" width="114" height="114" fill="none" stroke="#e03131" stroke-width="3"/></svg>'
