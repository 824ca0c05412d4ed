package io.jims.browser;

import java.io.IOException;

class WebKitTest extends OtherBrowserContract {
    @Override
    OtherBrowser start() throws IOException {
        return WebKit.start();
    }
}
