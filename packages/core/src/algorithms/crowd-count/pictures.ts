/** Drawings of the crowd density monitoring: many heads. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#c2255c"/><g fill="#fff"><circle cx="14" cy="18" r="4"/><circle cx="24" cy="14" r="4"/><circle cx="34" cy="18" r="4"/><path d="M7 34c0-6 3-10 7-10s7 4 7 10zM27 34c0-6 3-10 7-10s7 4 7 10z"/></g><path d="M16 38c0-9 3-17 8-17s8 8 8 17z" fill="#ffd43b"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M50 40h220l30 120H20z" fill="#ffd43b" fill-opacity=".3" stroke="#f08c00" stroke-width="3"/><g fill="#495057"><circle cx="96" cy="76" r="9"/><circle cx="130" cy="66" r="9"/><circle cx="166" cy="74" r="9"/><circle cx="202" cy="66" r="9"/><circle cx="234" cy="78" r="9"/><circle cx="112" cy="112" r="11"/><circle cx="154" cy="118" r="11"/><circle cx="198" cy="110" r="11"/></g><g fill="none" stroke="#e03131" stroke-width="3"><path d="M80 62h32v30H80zM150 60h32v30h-32zM94 96h36v36H94zM180 94h36v36h-36z"/></g></svg>'
