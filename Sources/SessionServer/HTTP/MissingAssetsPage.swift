import HTTPTypes
import Hummingbird

/// What is shown instead of a page that could not work: which files are missing, and how to get them.
enum MissingAssetsPage {
    static func response(missing: [String], folder: String) -> Response {
        let list = missing.map { "<li><code>\(escaped($0))</code></li>" }.joined()
        let html = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mooring: files are \
            missing</title><style>body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;\
            padding:0 1rem;color-scheme:dark light}</style></head>
            <body>
            <h1>The page’s terminal files are missing</h1>
            <p>The server runs, but these files are not in <code>\(escaped(folder))</code>:</p>
            <ul>\(list)</ul>
            <p>In the folder that Mooring was built in, run <code>make assets</code>, then start the server again. If they
            are in another folder, name it in the environment variable <code>MOORING_ASSETS</code>.</p>
            </body>
            </html>

            """
        return Response(
            status: .serviceUnavailable, headers: [.contentType: ContentType.of("page.html")],
            body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
