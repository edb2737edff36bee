using PosBackup.Targets.Tests.Servers;
using PosBackup.Targets.Tests.Contract;

namespace PosBackup.Targets.Tests.Sftp;

[NeedsServer(ServerKind.OpenSsh)]
public sealed class OpenSshContractTests(ServerOf<OpenSshServer> server) : SftpContract<OpenSshServer>(server), IClassFixture<ServerOf<OpenSshServer>>;

[NeedsServer(ServerKind.ProFtpdSftp)]
public sealed class ProFtpdSftpContractTests(ServerOf<ProFtpdSftpServer> server) : SftpContract<ProFtpdSftpServer>(server), IClassFixture<ServerOf<ProFtpdSftpServer>>;

[NeedsServer(ServerKind.RcloneSftp)]
[Lacks(nameof(NoSpace_IsToldAndTheTargetStaysUsable), "rclone takes the bytes into its cache and meets the full disk after the close, when no client listens any more")]
[Lacks(nameof(Names_ThatNoPathCanHaveAreLeftOutOfListings), "rclone shows control characters in names as pictures of them, which are good names")]
public sealed class RcloneContractTests(ServerOf<RcloneSftpServer> server) : SftpContract<RcloneSftpServer>(server), IClassFixture<ServerOf<RcloneSftpServer>>;
