/** Drawings of vehicle statistics: a crossing from above, and bars of counts. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#5f3dc4"/><path d="M8 40h32" stroke="#fff" stroke-width="3"/><path d="M12 38V26h6v12m3 0V16h6v22m3 0V22h6v16" fill="#ffd43b"/><path d="M13 14h10l2 3h3v3H11v-3z" fill="#fff"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M80 0h50v65h90v50h-90v65H80v-65H0V65h80z" fill="#ced4da"/><path d="M20 58h200v64H20z" fill="none" stroke="#f08c00" stroke-width="3"/><g fill="#495057"><rect x="30" y="72" width="28" height="14" rx="3"/><rect x="150" y="94" width="28" height="14" rx="3"/><rect x="88" y="20" width="14" height="28" rx="3"/><rect x="108" y="74" width="14" height="34" rx="3"/></g><g fill="#1864ab"><path d="M246 160h14v-50h-14zm22 0h14v-90h-14zm22 0h14v-30h-14z"/></g></svg>'
