import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.temporal.internal.testservice.TestServicesStarter;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Temporal's in-memory test server, on the loopback address alone and on a free port, which it prints. Its own main
 * class listens on every interface. Time is skipped once a client unlocks it. Ends when its standard input does.
 */
class LoopbackTestServer {
    public static void main(String[] arguments) throws Exception {
        boolean timeLocked = true;
        long startNow = 0;
        var starter = new TestServicesStarter(timeLocked, startNow);
        var health = new HealthStatusManager();
        var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        var builder = NettyServerBuilder.forAddress(address).addService(health.getHealthService());
        starter.getServices().forEach(builder::addService);
        var server = builder.build().start();
        System.out.println(server.getPort());
        while (System.in.read() >= 0) {}
        server.shutdownNow();
        System.exit(0);
    }
}
