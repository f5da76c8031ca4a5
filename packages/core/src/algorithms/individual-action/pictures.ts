/** Drawings of individual action: somebody who climbs a fence, and one who has fallen. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#862e9c"/><g fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"><circle cx="22" cy="11" r="4"/><path d="M22 17v12m0 0-6 10m6-10 7 10M22 20l-9-6m9 6 9-7"/></g><path d="M36 8v32" stroke="#ffd43b" stroke-width="3" stroke-dasharray="5 4"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#f3f0f7"/><path d="M0 150h320" stroke="#868e96" stroke-width="4"/><path d="M170 50v100m20-100v100m20-100v100m20-100v100M160 70h80" stroke="#495057" stroke-width="4"/><g fill="none" stroke="#862e9c" stroke-width="6" stroke-linecap="round"><circle cx="200" cy="34" r="9"/><path d="M200 46v36l-14 26m14-26 16 20m-16-48-18 14m18-14 18 14"/></g><g fill="none" stroke="#e03131" stroke-width="6" stroke-linecap="round"><circle cx="44" cy="136" r="9"/><path d="M58 140h38l30 6m-30-6 28-8m-60 8 14-16"/></g></svg>'
