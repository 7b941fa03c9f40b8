// Certificates made for one test, signed by nobody but themselves, with the names and the days that
// are asked for. Needs the program openssl; without it `made` stays false.
#pragma once

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>

namespace sightglass {

// Why a test is skipped that needs one.
inline constexpr char noOpenssl[] = "no openssl to make a certificate with";

class MadeCertificate
{
public:
    // `names` as in subjectAltName; days from now.
    MadeCertificate(const QString &names, int fromDays, int toDays)
        : certificate(m_dir.filePath(QStringLiteral("own.pem")))
        , key(m_dir.filePath(QStringLiteral("own.key")))
    {
        const auto time = [](int days) {
            return QDateTime::currentDateTimeUtc().addDays(days).toString(
                QStringLiteral("yyyyMMddHHmmss'Z'"));
        };
        made = write(QStringLiteral("index.txt"), {}) && write(QStringLiteral("serial"), "01\n")
               && write(QStringLiteral("ca.cnf"),
                        "[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=.\ndatabase=index.txt\n"
                        "serial=serial\ndefault_md=sha256\npolicy=p\nx509_extensions=e\n"
                        "[p]\nCN=supplied\n[e]\nsubjectAltName="
                            + names.toLatin1() + "\n")
               && run({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                       "-subj", "/CN=sightglass test", "-keyout", "own.key", "-out", "own.req"})
               && run({"ca", "-batch", "-selfsign", "-notext", "-config", "ca.cnf", "-in",
                       "own.req", "-keyfile", "own.key", "-out", "own.pem", "-startdate",
                       time(fromDays).toLatin1(), "-enddate", time(toDays).toLatin1()});
    }

    QSslConfiguration configuration() const // of a server
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        QFile file(key);
        if (file.open(QIODevice::ReadOnly)) {
            tls.setLocalCertificateChain(QSslCertificate::fromPath(certificate));
            tls.setPrivateKey(QSslKey(file.readAll(), QSsl::Ec));
        }
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        return tls;
    }

private:
    bool write(const QString &name, const QByteArray &content)
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }
    bool run(const QByteArrayList &arguments)
    {
        QStringList words;
        for (const QByteArray &argument : arguments) {
            words.append(QString::fromLatin1(argument));
        }
        QProcess openssl;
        openssl.setWorkingDirectory(m_dir.path());
        openssl.start(QStringLiteral("openssl"), words);
        return openssl.waitForFinished() && openssl.exitCode() == 0;
    }

    QTemporaryDir m_dir;

public:
    QString certificate; // PEM files
    QString key;
    bool made = false;
};

} // namespace sightglass
