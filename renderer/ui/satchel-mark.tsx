/** The product's mark, `size` pixels wide. */
export function SatchelMark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="64 64 896 896" aria-hidden>
      <rect x="64" y="64" width="896" height="896" rx="200" fill="#265c7a" />
      <path
        d="M392 356v-44a56 56 0 0 1 56-56h128a56 56 0 0 1 56 56v44"
        fill="none"
        stroke="#f3e6d0"
        strokeWidth="48"
        strokeLinecap="round"
      />
      <rect x="236" y="356" width="552" height="412" rx="64" fill="#f3e6d0" />
      <path
        d="M236 420a64 64 0 0 1 64-64h424a64 64 0 0 1 64 64v60c0 62-46 104-108 104H344c-62 0-108-42-108-104z"
        fill="#d9a860"
      />
      <rect x="468" y="528" width="88" height="116" rx="28" fill="#1d4a66" />
      <circle cx="512" cy="596" r="18" fill="#f3e6d0" />
    </svg>
  )
}
