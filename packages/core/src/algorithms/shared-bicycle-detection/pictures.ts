/** Drawings of shared bicycles: a row of bicycles, one of them where none should be. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#e67700"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round"><circle cx="13" cy="32" r="6"/><circle cx="30" cy="32" r="6"/><path d="m13 32 5-12h9l3 12m-12-12 4 12h-9"/></g><circle cx="37" cy="13" r="7" fill="#c92a2a"/><path d="M33 13h8" stroke="#fff" stroke-width="2.5"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M24 56h150l-8 96H12z" fill="none" stroke="#2b8a3e" stroke-width="3"/><g fill="none" stroke="#495057" stroke-width="3"><circle cx="44" cy="126" r="13"/><circle cx="80" cy="126" r="13"/><path d="m44 126 10-24h18l8 24M54 102l8 24H44"/><circle cx="98" cy="112" r="13"/><circle cx="134" cy="112" r="13"/><path d="m98 112 10-24h18l8 24m-26-24 8 24H98"/><circle cx="222" cy="128" r="16"/><circle cx="268" cy="128" r="16"/><path d="m222 128 13-30h22l11 30m-33-30 10 30h-23"/></g><rect x="200" y="86" width="90" height="64" fill="none" stroke="#e03131" stroke-width="4"/></svg>'
