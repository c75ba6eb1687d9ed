export default function Page() {
  return <p>Runroom</p>
}
