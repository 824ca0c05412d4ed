package io.jims.app.python;

import io.jims.conversation.run.Run;
import io.jims.testing.Conversation;
import io.jims.testing.TestPython;

/// A process that hosts a Python app, writes the number of the app's process, and waits to be
/// killed.
final class HostingServer {
    private HostingServer() {}

    /// Runs until killed.
    ///
    /// @param arguments what the app is at meanwhile
    public static void main(String[] arguments) throws Exception {
        PythonApp app = PythonApp.start("troubled_app:app", TestPython.quickSettings());
        System.out.println(new Conversation(app.app()).answerTo("pid"));
        Run run = new Conversation(app.app()).start(arguments[0]);
        run.await();
        Thread.currentThread().join();
    }
}
