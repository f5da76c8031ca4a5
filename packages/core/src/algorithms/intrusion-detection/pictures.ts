/** Drawings of intrusion detection: somebody within a fenced ground. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#1864ab"/><path d="M10 34 17 18h14l7 16z" fill="none" stroke="#ffd43b" stroke-width="3" stroke-linejoin="round"/><circle cx="24" cy="14" r="4" fill="#fff"/><path d="M24 19v9m0 0-4 6m4-6 4 6m-9-11h10" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M120 70h110l40 80H80z" fill="#ffd43b" fill-opacity=".35" stroke="#f08c00" stroke-width="3"/><path d="M20 60 60 160" stroke="#1864ab" stroke-width="4"/><path d="M36 120h96" stroke="#495057" stroke-width="3" stroke-dasharray="8 6"/><path d="m140 120-12-6v12z" fill="#495057"/><rect x="160" y="62" width="36" height="74" fill="none" stroke="#e03131" stroke-width="4"/><circle cx="178" cy="76" r="9" fill="#495057"/><path d="M178 86v24m0 0-8 22m8-22 8 22m-18-36h20" stroke="#495057" stroke-width="5" stroke-linecap="round"/></svg>'
