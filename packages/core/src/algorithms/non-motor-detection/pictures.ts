/** Drawings of non-motor vehicles: a bicycle beside a green parking area. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#0b7285"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><circle cx="14" cy="31" r="7"/><circle cx="35" cy="31" r="7"/><path d="m14 31 6-13h10l5 13M20 18l5 13h-11m11 0 6-10M17 15h5m6 0h4"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M30 70h110l-10 80H14z" fill="#2b8a3e" fill-opacity=".3" stroke="#2b8a3e" stroke-width="3"/><path d="M180 70h104l22 80H176z" fill="#ffd43b" fill-opacity=".35" stroke="#f08c00" stroke-width="3"/><g fill="none" stroke="#495057" stroke-width="4"><circle cx="50" cy="120" r="16"/><circle cx="98" cy="120" r="16"/><path d="m50 120 14-30h22l12 30M64 90l10 30H50"/><circle cx="212" cy="122" r="18"/><circle cx="264" cy="122" r="18"/><path d="m212 122 15-34h24l13 34M227 88l11 34h-26"/></g><rect x="188" y="76" width="100" height="70" fill="none" stroke="#e03131" stroke-width="4"/></svg>'
