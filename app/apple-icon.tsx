import { ImageResponse } from "next/og";

export const size = { width: 180, height: 180 };
export const contentType = "image/png";

/** The mark on the accent colour, for home screens. */
export default function AppleIcon() {
  return new ImageResponse(
    <div style={{ display: "flex", width: "100%", height: "100%", background: "#0B6E4F", padding: 36 }}>
      <div
        style={{
          display: "flex",
          width: 108,
          height: 60,
          margin: "auto",
          padding: 10,
          border: "9px solid #FFFFFF",
          borderRadius: 20,
        }}
      >
        <div style={{ width: 46, height: 22, background: "#FFFFFF", borderRadius: 5 }} />
      </div>
    </div>,
    size,
  );
}
